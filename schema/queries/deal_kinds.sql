-- one row per deal, by slug
select deal, kind = 'programme'
from deals
order by deal
