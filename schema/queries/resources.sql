-- one row per statement of a party's cash or revenue that looks back and is in dollars; the latest last
select party, metric, period_lo, period_hi, stated_lo, stated_hi, value_lo, value_hi
from metrics
where metric in ('cash', 'revenue') and basis in ('actual', 'press') and unit = 'USD'
order by party, metric, period_hi, period_lo, stated_hi, stated_lo, basis desc
