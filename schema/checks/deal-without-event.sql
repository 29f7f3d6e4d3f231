-- A deal without an event counts on no day.
-- @severity error
select 'deals/' || deal, 'it has no event, so that its legs and tranches count on no day: add its first event'
from deals
where kind = 'deal' and not exists (select 1 from events where events.deal = deals.deal)
order by 1;
