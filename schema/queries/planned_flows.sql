-- one row per planned payment of a leg
select leg_deal, leg_leg, date_lo, date_hi
from flows
where kind = 'planned'
order by leg_deal, leg_leg
