-- one row per event with the days on which its source was published
select e.deal, e.status, e.date_lo, e.date_hi, s.published_lo, s.published_hi
from events e
left join sources s on s.source = e.source
order by e.deal
