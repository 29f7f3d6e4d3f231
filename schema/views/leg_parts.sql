-- one row per live leg within another live leg: the whole it is taken from, and whether that absorbs it
-- From the top down, since the parts of an absorbed part are its whole's. What is absorbed is the same
-- promise as its whole, so a part is held against the leg above it, and its bucket against the whole's.
-- (union, not union all: it ends even in a circle of a damaged book.)
create view leg_parts as
with recursive
within as materialized (
  select leg_deal as deal, leg_leg as leg, other_deal, other_leg from leg_links where relation = 'within'),
linked as materialized (
  select live_legs.deal, live_legs.leg, other_deal, other_leg,
         payer_group, payee_group, class, full_lo, full_stated,
         case bucket when 'committed' then 1 when 'conditional' then 2 when 'announced' then 3 else 4 end
           as looseness
  from live_legs left join within on within.deal = live_legs.deal and within.leg = live_legs.leg
  where (live_legs.deal, live_legs.leg) in
        (select deal, leg from within union select other_deal, other_leg from within)),
parts as (
  select part.*, cast(null as text) as whole_deal, cast(null as bigint) as whole_leg,
         null as whole_looseness, 0 as absorbed
  from linked as part
  left join linked as above on above.deal = part.other_deal and above.leg = part.other_leg
  where above.deal is null
  union
  select part.*,
         case above.absorbed when 1 then above.whole_deal else above.deal end,
         case above.absorbed when 1 then above.whole_leg else above.leg end,
         case above.absorbed when 1 then above.whole_looseness else above.looseness end,
         case when part.payer_group = above.payer_group and part.payee_group = above.payee_group
               and part.class = above.class
               and (above.absorbed = 1 or above.full_stated is not null)
               and part.looseness >= case above.absorbed when 1 then above.whole_looseness
                                          else above.looseness end
              then 1 else 0 end
  from parts as above
  join linked as part on part.other_deal = above.deal and part.other_leg = above.leg)
select deal, leg, whole_deal, whole_leg, absorbed, full_lo, full_stated
from parts
where whole_deal is not null;
