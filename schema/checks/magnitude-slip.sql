-- A value is a thousand times what stands beside it, or a thousandth: a slip between m and bn, MW and GW?
-- @severity warning
-- Beside an amount stand the deal's headline and the other legs of its kind in the deal (of the same currency and
-- per), beside a power the deal's power; each by its upper end, or its lower where that is open.
with amounts as (
  select deal, leg, kind, currency, ifnull(per, '') as per, ifnull(amount_hi, amount_lo) as amount from legs
  where ifnull(amount_hi, amount_lo) > 0),
powers as (
  select tranche, deal, ifnull(power_kw_hi, power_kw_lo) as power from tranches
  where deal is not null and ifnull(power_kw_hi, power_kw_lo) > 0)
select 'legs/' || a.deal || '/' || a.leg, 'it says {amount ' || a.amount || '..' || a.amount || '}, and the headline of its deal {amount '
       || ifnull(d.headline_hi, d.headline_lo) || '..' || ifnull(d.headline_hi, d.headline_lo) || '} ' || a.currency
from amounts as a join deals as d on d.deal = a.deal and d.currency = a.currency
where a.amount / 1000 >= ifnull(d.headline_hi, d.headline_lo)
union all
select 'legs/' || a.deal || '/' || a.leg, 'it says {amount ' || a.amount || '..' || a.amount || '}, and ' || b.deal || '/' || b.leg
       || ' beside it {amount ' || b.amount || '..' || b.amount || '} ' || a.currency
from amounts as a
join amounts as b on b.deal = a.deal and b.kind = a.kind and b.currency = a.currency and b.per = a.per and b.leg <> a.leg
where a.amount / 1000 >= b.amount
union all
select 'tranches/' || p.tranche, 'it says {power ' || p.power || '..' || p.power || '}, and its deal {power '
       || ifnull(d.power_kw_hi, d.power_kw_lo) || '..' || ifnull(d.power_kw_hi, d.power_kw_lo) || '}'
from powers as p join deals as d using (deal)
where p.power / 1000 >= ifnull(d.power_kw_hi, d.power_kw_lo) or ifnull(d.power_kw_hi, d.power_kw_lo) / 1000 >= p.power
order by 1, 2;
