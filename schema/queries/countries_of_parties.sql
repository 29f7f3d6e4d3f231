-- one row per party with a country
select party, country
from parties
where country is not null
order by party
