-- one row per leg: the source it rests on, its deal's where it names none
select s.source, s.publisher, s.language
from legs l
join deals d on d.deal = l.deal
left join sources s on s.source = ifnull(l.source, d.source)
order by l.deal, l.leg
