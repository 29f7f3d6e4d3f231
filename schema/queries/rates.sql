-- one row per rate to the currency ?
select base, date_lo, date_hi, rate
from fx_rates
where quote = ?
