-- one row per claim about the day of a milestone that was not rejected: when its source was published
select c.subject, c.value, c.source, s.published_hi
from claims c
left join sources s on s.source = c.source
where c.subject glob 'milestones/*'
and c.field = 'date'
and c.standing <> 'rejected'
order by c.subject, c.source, c.value
