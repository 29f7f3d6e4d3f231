-- No row rests on a source, and it makes no claim.
-- @severity note
with used(source) as (
  select source from deals union select source from events union select source from links union select source from legs
  union select source from flows union select source from tranches union select source from milestones
  union select source from hardware union select source from quantities union select source from stakes
  union select source from metrics union select source from fx_rates union select source from claims
  union select derived_from from sources)
select 'sources/' || source, 'no row rests on it, and it makes no claim'
from sources
where source not in (select source from used where source is not null)
order by 1;
