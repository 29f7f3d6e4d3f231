-- one row per leg: the source on which it rests and its publisher
select l.deal, l.leg, l.source, s.publisher
from legs l
left join sources s on s.source = l.source
order by l.deal, l.leg
