-- one row per party: the topmost party that consolidates it, and whether that one is unnamed
create view party_groups as
with recursive above(party, group_party) as (
  select party, party from parties
  union
  select above.party, parties.parent
  from above join parties on parties.party = above.group_party
  where parties.parent is not null)
select above.party, above.group_party, parties.kind = 'unnamed' as unnamed
from above join parties on parties.party = above.group_party
where parties.parent is null;
