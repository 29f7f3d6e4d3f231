-- one row per source
select source
from sources
order by source
