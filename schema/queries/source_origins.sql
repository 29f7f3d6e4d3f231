-- one row per source that rewrites another
select source, derived_from
from sources
where derived_from is not null
