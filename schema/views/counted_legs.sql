-- one row per leg that counts on the day: what it adds in USD (lo, stated, hi; a null hi is no limit)
-- Legs inside one group do not count. Each end is rounded half-even once; exact below 9.2 * 10^18.
create view counted_legs as
with
rated as materialized (
  select leg_remainders.*,
         case when absorbed = 1 or leg_remainders.currency = 'USD' then 1 else whole end as whole,
         case when absorbed = 1 or leg_remainders.currency = 'USD' then 0 else billionths end as billionths
  from leg_remainders
  left join usd_rates on usd_rates.currency = leg_remainders.currency and usd_rates.day = agreed_day),
products as (
  select *,
         left_lo * whole + left_lo / 1000000000 * billionths
           + left_lo % 1000000000 * billionths / 1000000000 as floor_lo,
         left_stated * whole + left_stated / 1000000000 * billionths
           + left_stated % 1000000000 * billionths / 1000000000 as floor_stated,
         left_hi * whole + left_hi / 1000000000 * billionths
           + left_hi % 1000000000 * billionths / 1000000000 as floor_hi,
         left_lo % 1000000000 * billionths % 1000000000 as rest_lo,
         left_stated % 1000000000 * billionths % 1000000000 as rest_stated,
         left_hi % 1000000000 * billionths % 1000000000 as rest_hi
  from rated)
select deal, leg, payer, payee, payer_group, payee_group, kind, class, bucket, status, firmness, currency,
       agreed_day, full_lo, full_hi, absorbed,
       ifnull(floor_lo + case when rest_lo + floor_lo % 2 > 500000000 then 1 else 0 end, 0) as lo,
       ifnull(floor_stated + case when rest_stated + floor_stated % 2 > 500000000 then 1 else 0 end, 0) as stated,
       floor_hi + case when rest_hi + floor_hi % 2 > 500000000 then 1 else 0 end as hi,
       unknown,
       case when unknown = 0 and whole is null then 1 else 0 end as unconverted
from products;
