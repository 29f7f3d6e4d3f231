-- The parts of a leg surely come to more than the whole. The sums are exact; one above 9.2 * 10^18 is an error.
-- @severity error
select 'legs/' || w.deal || '/' || w.leg, 'its ' || count(*) || ' parts come to at least {amount ' || sum(p.amount_lo) || '..' || sum(p.amount_lo) || '} '
       || w.currency || ', and it is at most {amount ' || w.amount_hi || '..' || w.amount_hi || '}: is one of them no part, or the whole too small?'
from leg_links as k
join legs as p on p.deal = k.leg_deal and p.leg = k.leg_leg
join legs as w on w.deal = k.other_deal and w.leg = k.other_leg
where k.relation = 'within' and p.currency = w.currency and p.per is null and w.per is null
group by w.deal, w.leg
having sum(p.amount_lo) > w.amount_hi
order by w.deal, w.leg;
