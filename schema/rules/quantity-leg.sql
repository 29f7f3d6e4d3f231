-- The leg of a quantity is a leg of its deal.
select 'quantities/' || q.deal || '/' || q.hardware || '/' || q.unit, 'leg',
       q.deal || ' has no leg ' || q.leg, 'leave it empty if it is not known'
from quantities q left join legs l on l.deal = q.deal and l.leg = q.leg
where q.leg is not null and l.leg is null
order by 1;
