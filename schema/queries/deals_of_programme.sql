-- the programme ? and every deal that is part of it, at any depth
with recursive below(deal) as (select ?
union select l.deal
from links l join below b on l.other = b.deal
where l.relation = 'part_of') select deal
from below
