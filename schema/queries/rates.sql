-- one row per rate
select base, quote, date_lo, date_hi, rate
from fx_rates
order by base, quote, date_key
