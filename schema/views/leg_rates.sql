-- one row per leg with a rate: what the rate comes to over the leg's term, rounded half-even
-- Without a term it is at least one period. Exact below 9.2 * 10^18 and REAL above it.
-- cast((x - x % n) / n as bigint) is the whole quotient also where / is not that of integers (DuckDB).
create view leg_rates as
with
rates as materialized (
  select legs.deal, legs.leg, amount_lo, amount_hi, leg_terms.months,
         case per when 'year' then 12 when 'quarter' then 3 else 1 end as period
  from legs join leg_terms on leg_terms.deal = legs.deal and leg_terms.leg = legs.leg
  where per is not null),
rests as (
  select *, amount_lo % period * months % period as rest_lo, amount_hi % period * months % period as rest_hi
  from rates),
floors as materialized (
  select *,
         cast((amount_lo - amount_lo % period) / period as bigint) * months
           + cast((amount_lo % period * months - rest_lo) / period as bigint) as floor_lo,
         cast((amount_hi - amount_hi % period) / period as bigint) * months
           + cast((amount_hi % period * months - rest_hi) / period as bigint) as floor_hi
  from rests)
select deal, leg,
       case when months is null then amount_lo
            else floor_lo + case when 2 * rest_lo + floor_lo % 2 > period then 1 else 0 end end as full_lo,
       floor_hi + case when 2 * rest_hi + floor_hi % 2 > period then 1 else 0 end as full_hi
from floors;
