-- A leg replaces another that has not ended: both count.
-- @severity error
select 'legs/' || o.deal || '/' || o.leg, k.leg_deal || '/' || k.leg_leg || ' replaces it, and it has no "ended": both count'
from leg_links as k
join legs as o on o.deal = k.other_deal and o.leg = k.other_leg
where k.relation = 'replaces' and o.ended_hi is null
order by o.deal, o.leg, k.leg_deal, k.leg_leg;
