-- one row per milestone, targets before actuals
select tranche, stage, basis = 'actual', date_lo, date_hi
from milestones
order by tranche, stage, basis desc
