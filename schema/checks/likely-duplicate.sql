-- Two deals of the same groups promise the same: one of them may be the other told again.
-- @severity warning
-- @views party_groups deal_statuses
-- The same payer group, payee group, kind, currency and amount, first heard of within 45 days or so of one another.
with promises as (
  select l.deal, l.leg, payers.group_party as payer_group, payees.group_party as payee_group, l.kind, l.currency,
         ifnull(l.amount_lo, '') || '..' || ifnull(l.amount_hi, '') as amount, ifnull(l.per, '') as per,
         substr(s.first_day, 1, 4) * 372 + substr(s.first_day, 6, 2) * 31 + substr(s.first_day, 9, 2) as about_day
  from legs as l
  join party_groups as payers on payers.party = l.payer
  join party_groups as payees on payees.party = l.payee
  join deal_statuses as s on s.deal = l.deal
  where s.firm_bucket is not null and (l.amount_lo is not null or l.amount_hi is not null)
    and s.first_day < '9999-12-31')
select 'legs/' || b.deal || '/' || b.leg, a.payer_group || ' pays ' || a.payee_group || ' {amount ' || a.amount || '} ' || a.currency
       || ' (' || a.kind || ') in ' || a.deal || '/' || a.leg || ' too: is it one promise told twice?'
from promises as a
join promises as b
  on b.payer_group = a.payer_group and b.payee_group = a.payee_group and b.kind = a.kind and b.currency = a.currency
 and b.amount = a.amount and b.per = a.per and b.deal > a.deal
where abs(b.about_day - a.about_day) <= 46
  and not exists (select 1 from links where (deal = a.deal and other = b.deal) or (deal = b.deal and other = a.deal))
  and not exists (select 1 from leg_links where leg_deal in (a.deal, b.deal) and other_deal in (a.deal, b.deal)
                                            and leg_deal <> other_deal)
order by 1, a.deal, a.leg;
