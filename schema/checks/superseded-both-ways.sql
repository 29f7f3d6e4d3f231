-- A link says that a deal supersedes another, and the other has no such event; or the reverse.
-- @severity error
select 'links/' || deal || '/supersedes/' || other, other || ' has no event "superseded", so that both deals count: add it'
from links
where relation = 'supersedes'
  and not exists (select 1 from events where events.deal = links.other and status = 'superseded')
union all
select distinct 'deals/' || deal, 'it is superseded, and no link says by which deal: add the link "supersedes"'
from events
where status = 'superseded'
  and not exists (select 1 from links where relation = 'supersedes' and other = events.deal)
order by 1;
