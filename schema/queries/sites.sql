-- one row per site
select site
from sites
order by site
