-- one row per event with its source and the days on which that was published
select e.deal, e.status, e.date_lo, e.date_hi, s.published_lo, s.published_hi, e.source
from events e
left join sources s on s.source = e.source
order by e.deal, e.status, e.date_key
