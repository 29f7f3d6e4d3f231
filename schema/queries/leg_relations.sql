-- one row per relation of two legs, by key
select leg_deal, leg_leg, relation, other_deal, other_leg
from leg_links
order by leg_deal, leg_leg, relation, other_deal, other_leg
