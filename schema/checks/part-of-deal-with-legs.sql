-- A deal is part of another deal, both have legs, and none of its legs is within one of the other's.
-- @severity error
select 'links/' || k.deal || '/part_of/' || k.other, 'both have legs and none of ' || k.deal || ' is within one of '
       || k.other || ': what they share is counted twice'
from links as k
where k.relation = 'part_of'
  and exists (select 1 from legs where legs.deal = k.deal)
  and exists (select 1 from legs where legs.deal = k.other)
  and not exists (select 1 from leg_links
                  where leg_deal = k.deal and other_deal = k.other and relation = 'within')
order by k.deal, k.other;
