-- one row per source with the days on which it was published, by slug
select source, published_lo, published_hi
from sources
order by source
