-- one row per leg that passes on what another leg pays
select leg_deal, leg_leg, other_deal, other_leg
from leg_links
where relation = 'funded_by'
order by leg_deal, leg_leg, other_deal, other_leg
