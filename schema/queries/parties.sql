-- one row per party, by slug
select party, parent, kind = 'unnamed'
from parties
order by party
