-- one row per deal, by slug
select deal, kind
from deals
order by deal
