-- A leg's rate is the deal's headline, so that the total was entered as a rate, or
-- its total is the headline over the years of its term, so that a year's rate was entered as the total.
-- @severity warning
-- @views leg_terms
select 'legs/' || l.deal || '/' || l.leg, 'it says {amount ' || ifnull(l.amount_lo, '') || '..' || ifnull(l.amount_hi, '') || '} a ' || l.per
       || ' over ' || t.months || ' months, and the deal''s headline is the same amount: is the amount the total?'
from legs as l
join deals as d on d.deal = l.deal and d.currency = l.currency
join leg_terms as t on t.deal = l.deal and t.leg = l.leg
where l.per is not null
  and ifnull(l.amount_hi, l.amount_lo) = ifnull(d.headline_hi, d.headline_lo)
  and t.months > case l.per when 'year' then 12 when 'quarter' then 3 else 1 end
union all
select 'legs/' || l.deal || '/' || l.leg, 'it says {amount ' || ifnull(l.amount_lo, '') || '..' || ifnull(l.amount_hi, '')
       || '} in all, and its deal''s headline is that times the ' || (t.months / 12) || ' years of its term: is the amount a year''s?'
from legs as l
join deals as d on d.deal = l.deal and d.currency = l.currency
join leg_terms as t on t.deal = l.deal and t.leg = l.leg
where l.per is null and t.months >= 24 and t.months % 12 = 0
  and ifnull(d.headline_hi, d.headline_lo) % (t.months / 12) = 0
  and ifnull(l.amount_hi, l.amount_lo) = ifnull(d.headline_hi, d.headline_lo) / (t.months / 12)
  and 1 = (select count(*) from legs as o where o.deal = l.deal)
order by 1;
