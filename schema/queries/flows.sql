-- one row per payment of the kind ? (planned or actual) of a leg
select leg_deal, leg_leg, date_lo, date_hi, amount_lo, amount_hi
from flows
where kind = ?
order by leg_deal, leg_leg, date_hi, date_lo
