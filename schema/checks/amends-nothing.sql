-- A deal amends another without effect: nothing of the other has ended, and it has no event "amended".
-- @severity warning
select 'links/' || k.deal || '/amends/' || k.other, 'nothing of ' || k.other || ' has ended, and it has no event "amended":'
       || ' if a leg was replaced, give it "ended"; if both count, the relation is "expands"'
from links as k
where k.relation = 'amends'
  and not exists (select 1 from legs where legs.deal = k.other and ended_hi is not null)
  and not exists (select 1 from events where events.deal = k.other and status = 'amended')
order by k.deal, k.other;
