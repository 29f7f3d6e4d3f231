-- one row per site
select site, country, operator
from sites
order by site
