-- A deal that was denied, cancelled, superseded or has lapsed goes on all the same.
-- @severity warning
-- @views event_days
select 'deals/' || later.deal, 'it is ' || later.status || ' from ' || later.day || ' on, though ' || dead.status || ' since '
       || dead.day || ': is the one a correction of the other?'
from event_days as dead
join event_days as later on later.deal = dead.deal and later.day > dead.day
where dead.status in ('denied', 'lapsed', 'cancelled', 'superseded')
  and later.status not in ('denied', 'lapsed', 'cancelled', 'superseded')
  and not exists (select 1 from event_days as nearer
                  where nearer.deal = dead.deal and nearer.day > dead.day
                    and (nearer.day < later.day or nearer.day = later.day and nearer.rank < later.rank))
order by 1, later.day, later.rank, dead.day, dead.rank;
