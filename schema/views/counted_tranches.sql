-- one row per tranche that counts on the day: the power that it adds (kw_hi is null: no limit)
-- As with legs a whole counts what its parts leave of it, but nothing is absorbed.
create view counted_tranches as
with
live as materialized (
  select tranche, tranches.deal, site, layer, basis, user, within,
         case when ifnull(firm_bucket, 'committed') = 'committed' and tranches.firmness <> 'firm'
              then 'conditional' else ifnull(firm_bucket, 'committed') end as bucket,
         power_kw_lo, power_kw_hi, ifnull(power_kw_hi, power_kw_lo) as power_kw_stated
  from tranches left join deal_statuses on deal_statuses.deal = tranches.deal
  where tranches.deal is null or firm_bucket is not null),
taken as (
  select within, sum(ifnull(power_kw_lo, 0)) as taken_least, sum(power_kw_stated) as taken_stated
  from live where within is not null group by within),
left_over as (
  select tranche, deal, site, layer, basis, user, bucket,
         ifnull(power_kw_lo, 0) - ifnull(taken_stated, 0) as kw_lo,
         ifnull(power_kw_stated, 0) - ifnull(taken_stated, 0) as kw_stated,
         power_kw_hi - ifnull(taken_least, 0) as kw_hi,
         case when power_kw_stated is null then 1 else 0 end as unknown
  from live left join taken on taken.within = live.tranche)
select tranche, deal, site, layer, basis, user, group_party as user_group, bucket,
       case when kw_lo < 0 then 0 else kw_lo end as kw_lo,
       case when kw_stated < 0 then 0 else kw_stated end as kw_stated,
       case when kw_hi < 0 then 0 else kw_hi end as kw_hi,
       unknown
from left_over left join party_groups on party_groups.party = user;
