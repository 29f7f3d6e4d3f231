-- A part binds less than the whole: the whole counts it as sure, the part does not.
-- @severity warning
select 'legs/' || p.deal || '/' || p.leg, 'it is ' || p.firmness || ', but the whole ' || w.deal || '/' || w.leg
       || ' of which it is a part is firm: the whole gives the part up to a weaker bucket'
from leg_links as k
join legs as p on p.deal = k.leg_deal and p.leg = k.leg_leg
join legs as w on w.deal = k.other_deal and w.leg = k.other_leg
where k.relation = 'within' and w.firmness = 'firm' and p.firmness <> 'firm'
order by p.deal, p.leg, w.deal, w.leg;
