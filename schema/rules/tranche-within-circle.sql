-- Tranches within tranches make no circle.
with recursive up(start, tranche) as (
  select tranche, within from tranches where within is not null
  union
  select up.start, t.within from up join tranches t on t.tranche = up.tranche where t.within is not null
)
select 'tranches/' || start, 'within', 'within goes in a circle: ' || start || ' is part of itself in the end', ''
from up where start = tranche
order by 1;
