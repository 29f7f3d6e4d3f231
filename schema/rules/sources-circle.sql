-- A source does not rewrite itself, however far back: its origin would be anyone's guess.
with recursive back(start, source) as (
  select source, derived_from from sources where derived_from is not null
  union
  select back.start, s.derived_from from back join sources s on s.source = back.source where s.derived_from is not null
)
select 'sources/' || start, 'derived_from', 'derived_from goes in a circle: ' || start || ' rewrites itself in the end',
       'leave it empty in the source that was first'
from back where start = source
order by start;
