-- one row per deal: its own words
select title, note
from deals
order by deal
