-- A part is in the currency of every whole above it, where both state an amount: what a part takes is not converted.
with recursive above(deal, leg, whole_deal, whole_leg) as (
  select leg_deal, leg_leg, other_deal, other_leg from leg_links where relation = 'within'
  union
  select above.deal, above.leg, k.other_deal, k.other_leg
  from above join leg_links k on k.leg_deal = above.whole_deal and k.leg_leg = above.whole_leg and k.relation = 'within'
)
select 'leg_links/' || k.leg_deal || '/' || k.leg_leg || '/within/' || k.other_deal || '/' || k.other_leg, 'other',
       'the part ' || p.deal || '/' || p.leg || ' is in ' || p.currency || ', its whole ' || w.deal || '/' || w.leg || ' in ' || w.currency,
       'state the part in ' || w.currency || ', or remove the link'
from above
join leg_links k on k.leg_deal = above.deal and k.leg_leg = above.leg and k.relation = 'within'
join legs p on p.deal = above.deal and p.leg = above.leg
join legs w on w.deal = above.whole_deal and w.leg = above.whole_leg
where p.currency <> w.currency
  and (p.amount_lo is not null or p.amount_hi is not null)
  and (w.amount_lo is not null or w.amount_hi is not null)
order by k.leg_deal, k.leg_leg, k.other_deal, k.other_leg;
