-- one row per party
select party, name
from parties
