-- A programme has no legs: its deals have.
select 'legs/' || l.deal || '/' || l.leg, 'deal', l.deal || ' is a programme, and a programme has no legs',
       'add a deal that is part_of ' || l.deal
from legs l join deals d on d.deal = l.deal
where d.kind = 'programme'
order by l.deal, l.leg;
