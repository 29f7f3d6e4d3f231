-- one row per tranche: the source it rests on, its deal's where it names none
select s.source, s.publisher, s.language
from tranches t
left join deals d on d.deal = t.deal
left join sources s on s.source = ifnull(t.source, d.source)
order by t.tranche
