-- one row per live leg outside of one group: what its parts leave of it, in its own currency
-- Each part speaks twice: for itself (absorbed or not) and for its whole (what it takes). Legs inside one
-- group take part in that and drop out after it. The sums are exact; one above 9.2 * 10^18 is an error.
create view leg_remainders as
with
sides(side) as (values ('part'), ('whole')),
linked as materialized (
  select cast(case side when 'part' then deal else whole_deal end as text) as deal,
         cast(case side when 'part' then leg else whole_leg end as bigint) as leg,
         max(case when side = 'part' then absorbed else 0 end) as absorbed,
         sum(case when side = 'whole' and absorbed = 0 then ifnull(full_lo, 0) else 0 end) as taken_least,
         sum(case when side = 'whole' and absorbed = 0 then full_stated else 0 end) as taken_stated
  from leg_parts cross join sides
  group by 1, 2),
left_over as (
  select live_legs.*, ifnull(linked.absorbed, 0) as absorbed,
         ifnull(full_lo, 0) - ifnull(taken_stated, 0) as left_lo,
         ifnull(full_stated, 0) - ifnull(taken_stated, 0) as left_stated,
         full_hi - ifnull(taken_least, 0) as left_hi
  from live_legs left join linked on linked.deal = live_legs.deal and linked.leg = live_legs.leg
  where intra_group = 0)
select deal, leg, payer, payee, payer_group, payee_group, kind, class, bucket, status, firmness, currency,
       agreed_day, full_lo, full_hi, full_stated, absorbed,
       case when absorbed = 1 or left_lo < 0 then 0 else left_lo end as left_lo,
       case when absorbed = 1 or left_stated < 0 then 0 else left_stated end as left_stated,
       case when absorbed = 1 or left_hi < 0 then 0 else left_hi end as left_hi,
       case when absorbed = 0 and full_stated is null then 1 else 0 end as unknown
from left_over;
