-- A party is not its own parent, however far up.
with recursive up(start, party) as (
  select party, parent from parties where parent is not null
  union
  select up.start, p.parent from up join parties p on p.party = up.party where p.parent is not null
)
select 'parties/' || start, 'parent', 'parent goes in a circle: ' || start || ' is its own parent in the end',
       'parent is the company that consolidates it; leave the topmost one''s empty'
from up where start = party
order by 1;
