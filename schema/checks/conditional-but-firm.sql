-- A leg hangs on another leg and is firm all the same.
-- @severity warning
select 'legs/' || l.deal || '/' || l.leg, 'it is conditional_on ' || k.other_deal || '/' || k.other_leg || ' and firm: if the condition'
       || ' is still open, it is contingent; if it was met, drop the link'
from leg_links as k
join legs as l on l.deal = k.leg_deal and l.leg = k.leg_leg
where k.relation = 'conditional_on' and l.firmness = 'firm'
order by l.deal, l.leg, k.other_deal, k.other_leg;
