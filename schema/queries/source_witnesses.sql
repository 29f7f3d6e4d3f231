-- one row per source
select source, publisher, language
from sources
order by source
