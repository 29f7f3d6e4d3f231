-- one row per value in USD of the metric ?
select party, period_lo, period_hi, basis, stated_lo, stated_hi, value_lo, value_hi
from metrics
where metric = ? and unit = 'USD'
order by party, ifnull(stated_hi, '9999-12-31'), period_hi,
         instr('press estimate target guidance actual', basis), period_lo
