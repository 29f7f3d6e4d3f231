-- A value is a thousand times what stands beside it, or a thousandth: a slip between m and bn, MW and GW?
-- @severity warning
-- Beside an amount stand the deal's headline and the other legs of its kind in the deal (of the same currency and
-- per), beside a power the deal's power; each by its upper end, or its lower where that is open.
select 'legs/' || a.deal || '/' || a.leg,
       'it says {amount ' || ifnull(a.amount_hi, a.amount_lo) || '..' || ifnull(a.amount_hi, a.amount_lo)
       || '}, and the headline of its deal {amount ' || ifnull(d.headline_hi, d.headline_lo) || '..'
       || ifnull(d.headline_hi, d.headline_lo) || '} ' || a.currency
from deals as d
join legs as a on a.deal = d.deal and a.currency = d.currency
where ifnull(a.amount_hi, a.amount_lo) > 0 and ifnull(a.amount_hi, a.amount_lo) / 1000 >= ifnull(d.headline_hi, d.headline_lo)
union all
select 'legs/' || a.deal || '/' || a.leg,
       'it says {amount ' || ifnull(a.amount_hi, a.amount_lo) || '..' || ifnull(a.amount_hi, a.amount_lo) || '}, and '
       || b.deal || '/' || b.leg || ' beside it {amount ' || ifnull(b.amount_hi, b.amount_lo) || '..'
       || ifnull(b.amount_hi, b.amount_lo) || '} ' || a.currency
from legs as a
cross join legs as b on b.deal = a.deal and b.leg <> a.leg and b.kind = a.kind and b.currency = a.currency
                    and ifnull(b.per, '') = ifnull(a.per, '')
where ifnull(b.amount_hi, b.amount_lo) > 0 and ifnull(a.amount_hi, a.amount_lo) / 1000 >= ifnull(b.amount_hi, b.amount_lo)
union all
select 'tranches/' || t.tranche, 'it says {power ' || ifnull(t.power_kw_hi, t.power_kw_lo) || '..'
       || ifnull(t.power_kw_hi, t.power_kw_lo) || '}, and its deal {power ' || ifnull(d.power_kw_hi, d.power_kw_lo) || '..'
       || ifnull(d.power_kw_hi, d.power_kw_lo) || '}'
from tranches as t join deals as d using (deal)
where ifnull(t.power_kw_hi, t.power_kw_lo) > 0
  and (ifnull(t.power_kw_hi, t.power_kw_lo) / 1000 >= ifnull(d.power_kw_hi, d.power_kw_lo)
       or ifnull(d.power_kw_hi, d.power_kw_lo) / 1000 >= ifnull(t.power_kw_hi, t.power_kw_lo))
order by 1, 2;
