-- one row per leg that another leg pays for
select leg_deal, leg_leg, other_deal, other_leg
from leg_links
where relation = 'funded_by'
order by leg_deal, leg_leg, other_deal, other_leg
