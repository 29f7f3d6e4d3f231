-- one row per part of a leg in the whole's currency, neither of them a rate, by whole
select w.deal, w.leg, w.currency, w.amount_hi, p.amount_lo
from leg_links as k
join legs as p on p.deal = k.leg_deal and p.leg = k.leg_leg
join legs as w on w.deal = k.other_deal and w.leg = k.other_leg
where k.relation = 'within' and p.currency = w.currency and p.per is null and w.per is null and w.amount_hi is not null
order by w.deal, w.leg, p.deal, p.leg
