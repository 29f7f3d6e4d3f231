-- one row per event
select deal, status, date_lo, date_hi, source
from events
order by deal, status, date_key
