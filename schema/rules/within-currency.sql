-- A part and its whole are in one currency where both state an amount.
select 'leg_links/' || k.leg_deal || '/' || k.leg_leg || '/within/' || k.other_deal || '/' || k.other_leg, 'other',
       'the part is in ' || p.currency || ', its whole in ' || w.currency,
       'a part is taken off its whole in one currency; state the part in ' || w.currency || ' or remove the link'
from leg_links k
join legs p on p.deal = k.leg_deal and p.leg = k.leg_leg
join legs w on w.deal = k.other_deal and w.leg = k.other_leg
where k.relation = 'within' and p.currency <> w.currency
  and (p.amount_lo is not null or p.amount_hi is not null)
  and (w.amount_lo is not null or w.amount_hi is not null)
order by 1;
