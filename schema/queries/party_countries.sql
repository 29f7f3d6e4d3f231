-- one row per party, by slug
select country
from parties
order by party
