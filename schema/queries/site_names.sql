-- one row per site
select site, name
from sites
order by site
