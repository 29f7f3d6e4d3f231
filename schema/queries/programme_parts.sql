-- one row per deal that is part of another
select deal, other
from links
where relation = 'part_of'
order by other, deal
