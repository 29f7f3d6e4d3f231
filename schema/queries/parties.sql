-- one row per party, by slug
select party, parent, kind
from parties
order by party
