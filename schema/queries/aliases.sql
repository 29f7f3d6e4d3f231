-- one row per alias
select alias, party
from aliases
