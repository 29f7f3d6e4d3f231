-- A programme has no legs: its deals have.
select 'legs/' || l.deal || '/' || l.leg, 'deal', l.deal || ' is a programme, and a programme has no legs',
       'add a deal that is part_of ' || l.deal
from deals d cross join legs l on l.deal = d.deal -- in this order: programmes are few, and legs many
where d.kind = 'programme'
order by l.deal, l.leg;
