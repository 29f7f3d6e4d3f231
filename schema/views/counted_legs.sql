-- one row per leg that counts on the day: what it adds in USD (lo, stated, hi; hi is null: no limit)
-- Legs inside one group do not count. Each end is rounded half-even once. An end high * 10^6 + low times its
-- rate is end * units + high * micros + mid / 10^6 + low * picos / 10^12, where mid = low * micros + high *
-- picos: exact in 64 bits below 9.2 * 10^18, REAL (never a wrong integer) above it.
-- cast((x - x % n) / n as bigint) is the whole quotient also where / is not that of integers (DuckDB).
create view counted_legs as
with
rated as materialized (
  select leg_remainders.*,
         left_lo % 1000000 as low_lo,
         left_stated % 1000000 as low_stated,
         left_hi % 1000000 as low_hi,
         cast((left_lo - left_lo % 1000000) / 1000000 as bigint) as high_lo,
         cast((left_stated - left_stated % 1000000) / 1000000 as bigint) as high_stated,
         cast((left_hi - left_hi % 1000000) / 1000000 as bigint) as high_hi,
         case when absorbed = 1 or leg_remainders.currency = 'USD' then 1 else units end as units,
         case when absorbed = 1 or leg_remainders.currency = 'USD' then 0 else micros end as micros,
         case when absorbed = 1 or leg_remainders.currency = 'USD' then 0 else picos end as picos
  from leg_remainders
  left join usd_rates on usd_rates.currency = leg_remainders.currency and usd_rates.day = agreed_day),
mids as (
  select *,
         low_lo * micros + high_lo * picos as mid_lo,
         low_stated * micros + high_stated * picos as mid_stated,
         low_hi * micros + high_hi * picos as mid_hi
  from rated),
rests as (
  select *,
         mid_lo % 1000000 * 1000000 + low_lo * picos as rest_lo,
         mid_stated % 1000000 * 1000000 + low_stated * picos as rest_stated,
         mid_hi % 1000000 * 1000000 + low_hi * picos as rest_hi
  from mids),
floors as (
  select *,
         left_lo * units + high_lo * micros
           + cast((mid_lo - mid_lo % 1000000) / 1000000 as bigint)
           + case when rest_lo >= 1000000000000 then 1 else 0 end as floor_lo,
         left_stated * units + high_stated * micros
           + cast((mid_stated - mid_stated % 1000000) / 1000000 as bigint)
           + case when rest_stated >= 1000000000000 then 1 else 0 end as floor_stated,
         left_hi * units + high_hi * micros
           + cast((mid_hi - mid_hi % 1000000) / 1000000 as bigint)
           + case when rest_hi >= 1000000000000 then 1 else 0 end as floor_hi
  from rests)
select deal, leg, payer, payee, payer_group, payee_group, kind, class, bucket, status, firmness, currency,
       agreed_day, full_lo, full_hi, absorbed,
       ifnull(floor_lo + case when rest_lo % 1000000000000 + floor_lo % 2 > 500000000000 then 1 else 0 end, 0)
         as lo,
       ifnull(floor_stated + case when rest_stated % 1000000000000 + floor_stated % 2 > 500000000000
                                  then 1 else 0 end, 0) as stated,
       floor_hi + case when rest_hi % 1000000000000 + floor_hi % 2 > 500000000000 then 1 else 0 end as hi,
       unknown,
       case when unknown = 0 and units is null then 1 else 0 end as unconverted
from floors;
