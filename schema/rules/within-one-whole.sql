-- A leg is part of one whole at most.
select 'leg_links/' || leg_deal || '/' || leg_leg || '/within/' || other_deal || '/' || other_leg, 'other',
       leg_deal || '/' || leg_leg || ' is within more than one leg', 'one whole for a part: keep one of its within rows'
from leg_links k
where relation = 'within'
  and 1 < (select count(*) from leg_links o
           where o.leg_deal = k.leg_deal and o.leg_leg = k.leg_leg and o.relation = 'within')
order by leg_deal, leg_leg, other_deal, other_leg;
