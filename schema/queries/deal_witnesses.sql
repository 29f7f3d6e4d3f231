-- one row per deal: the source it rests on
select s.source, s.publisher, s.language
from deals d
left join sources s on s.source = d.source
order by d.deal
