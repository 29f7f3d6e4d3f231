-- Parts within wholes make no circle.
with recursive up(start_deal, start_leg, deal, leg) as (
  select leg_deal, leg_leg, other_deal, other_leg from leg_links where relation = 'within'
  union
  select up.start_deal, up.start_leg, k.other_deal, k.other_leg
  from up join leg_links k on k.leg_deal = up.deal and k.leg_leg = up.leg and k.relation = 'within'
)
select 'leg_links/' || k.leg_deal || '/' || k.leg_leg || '/within/' || k.other_deal || '/' || k.other_leg, 'other',
       'within goes in a circle: ' || k.leg_deal || '/' || k.leg_leg || ' is part of itself in the end', ''
from up join leg_links k on k.leg_deal = up.start_deal and k.leg_leg = up.start_leg and k.relation = 'within'
where up.start_deal = up.deal and up.start_leg = up.leg
order by k.leg_deal, k.leg_leg, k.other_deal, k.other_leg;
