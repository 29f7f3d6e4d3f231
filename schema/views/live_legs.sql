-- one row per leg that is live on the day: its groups, class and bucket, and its amount in full
-- full_stated is null where the amount is unknown.
create view live_legs as
with groups as materialized (select party, group_party from party_groups)
select legs.deal, legs.leg, legs.payer, legs.payee,
       payers.group_party as payer_group, payees.group_party as payee_group,
       payers.group_party = payees.group_party as intra_group,
       legs.kind,
       case when legs.kind in ('equity', 'debt', 'convertible', 'grant') then 'capital'
            when legs.kind in ('guarantee', 'warrant') then 'contingent'
            when legs.kind = 'acquisition' then 'transfer'
            when legs.kind in ('exclusivity', 'first-refusal') then 'right'
            else 'spend' end as class,
       case when firm_bucket = 'committed' and legs.firmness <> 'firm' then 'conditional'
            else firm_bucket end as bucket,
       deal_statuses.status, legs.firmness, legs.currency,
       ifnull(legs.agreed_hi, first_day) as agreed_day,
       case when legs.per is null then amount_lo else full_lo end as full_lo,
       case when legs.per is null then amount_hi else full_hi end as full_hi,
       case when legs.per is null then ifnull(amount_hi, amount_lo)
            else ifnull(full_hi, full_lo) end as full_stated
from legs
join deal_statuses on deal_statuses.deal = legs.deal
join groups as payers on payers.party = legs.payer
join groups as payees on payees.party = legs.payee
left join leg_rates on leg_rates.deal = legs.deal and leg_rates.leg = legs.leg
where firm_bucket is not null
  and ifnull(legs.agreed_hi, first_day) <= (select day from lens)
  and (legs.ended_hi is null or legs.ended_hi > (select day from lens));
