-- one row per deal and programme that it is directly part of
select l.deal, l.other
from links l
join deals d on d.deal = l.other
where l.relation = 'part_of' and d.kind = 'programme'
order by l.deal, l.other
