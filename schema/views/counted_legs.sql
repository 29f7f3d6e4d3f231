-- one row per leg that counts on the day: what it adds in USD (lo, stated, hi; hi is null: no limit)
-- Legs inside one group do not count. Each end is rounded half-even once. In 64 bits: an end times its rate
-- is units * end + billionths * (high * 10^9 + low) / 10^9, exact below 9.2 * 10^18 and REAL above it.
-- (x - x % n) / n is the whole quotient, also where / is not that of integers (DuckDB).
create view counted_legs as
with
rated as materialized (
  select leg_remainders.*,
         left_lo % 1000000000 as low_lo, left_stated % 1000000000 as low_stated, left_hi % 1000000000 as low_hi,
         case when absorbed = 1 or leg_remainders.currency = 'USD' then 1 else units end as units,
         case when absorbed = 1 or leg_remainders.currency = 'USD' then 0 else billionths end as billionths
  from leg_remainders
  left join usd_rates on usd_rates.currency = leg_remainders.currency and usd_rates.day = agreed_day),
rests as (
  select *,
         low_lo * billionths % 1000000000 as rest_lo,
         low_stated * billionths % 1000000000 as rest_stated,
         low_hi * billionths % 1000000000 as rest_hi
  from rated),
floors as (
  select *,
         left_lo * units + (left_lo - low_lo) / 1000000000 * billionths
           + (low_lo * billionths - rest_lo) / 1000000000 as floor_lo,
         left_stated * units + (left_stated - low_stated) / 1000000000 * billionths
           + (low_stated * billionths - rest_stated) / 1000000000 as floor_stated,
         left_hi * units + (left_hi - low_hi) / 1000000000 * billionths
           + (low_hi * billionths - rest_hi) / 1000000000 as floor_hi
  from rests)
select deal, leg, payer, payee, payer_group, payee_group, kind, class, bucket, status, firmness, currency,
       agreed_day, full_lo, full_hi, absorbed,
       ifnull(floor_lo + case when rest_lo + floor_lo % 2 > 500000000 then 1 else 0 end, 0) as lo,
       ifnull(floor_stated + case when rest_stated + floor_stated % 2 > 500000000 then 1 else 0 end, 0)
         as stated,
       floor_hi + case when rest_hi + floor_hi % 2 > 500000000 then 1 else 0 end as hi,
       unknown,
       case when unknown = 0 and units is null then 1 else 0 end as unconverted
from floors;
