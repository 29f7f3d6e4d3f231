-- one row per milestone: when its source was published
select m.tranche, m.stage, m.basis = 'actual', m.date_lo, m.date_hi, m.source, s.published_hi
from milestones m
left join sources s on s.source = m.source
order by m.tranche, m.stage, m.basis
