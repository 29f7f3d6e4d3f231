-- one row per country of a party or a site
select country
from parties
where country is not null
union
select country
from sites
where country is not null
order by 1
