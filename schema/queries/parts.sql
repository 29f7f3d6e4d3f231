-- one row per leg within another
select leg_deal, leg_leg, other_deal, other_leg
from leg_links
where relation = 'within'
