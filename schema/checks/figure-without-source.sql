-- A figure or a date rests on no source.
-- @severity warning
with bare as (
  select 'deals/' || deal as subject, 'headline' as what from deals
  where source is null and (headline_lo is not null or headline_hi is not null)
  union all
  select 'events/' || deal || '/' || status || '/{date ' || ifnull(date_lo, '') || '..' || ifnull(date_hi, '') || '}', 'event'
  from events where source is null
  union all
  select 'legs/' || deal || '/' || leg, 'amount' from legs
  where source is null and (amount_lo is not null or amount_hi is not null)
  union all
  select 'flows/' || leg_deal || '/' || leg_leg || '/' || kind || '/{date ' || ifnull(date_lo, '') || '..' || ifnull(date_hi, '') || '}', 'flow'
  from flows where source is null
  union all
  select 'tranches/' || tranche, 'power' from tranches
  where source is null and (power_kw_lo is not null or power_kw_hi is not null)
  union all
  select 'milestones/' || tranche || '/' || stage || '/' || basis, 'milestone' from milestones where source is null
  union all
  select 'quantities/' || deal || '/' || hardware || '/' || unit, 'quantity' from quantities where source is null
  union all
  select 'stakes/' || holder || '/' || company || '/{date ' || ifnull(as_of_lo, '') || '..' || ifnull(as_of_hi, '') || '}/' || basis, 'stake'
  from stakes where source is null
  union all
  select 'metrics/' || party || '/' || metric || '/{date ' || ifnull(period_lo, '') || '..' || ifnull(period_hi, '') || '}/' || basis
         || '/{date ' || ifnull(stated_lo, '') || '..' || ifnull(stated_hi, '') || '}', 'value'
  from metrics where source is null
  union all
  select 'fx_rates/' || base || '/' || quote || '/{date ' || ifnull(date_lo, '') || '..' || ifnull(date_hi, '') || '}', 'rate'
  from fx_rates where source is null)
select subject, 'its ' || what || ' names no source: nobody can check it'
from bare
where subject not in (select subject from claims where standing = 'accepted')
order by 1, 2;
