-- one row per leg and kind of source that vouches for it: its own, and those of claims about its amount that stand
-- The kind is that of the source at which the chain of derived_from ends: a rewrite is no witness of its own.
with recursive
chain(source, origin) as (
  select source, source from sources
  union
  select chain.source, sources.derived_from
  from chain join sources on sources.source = chain.origin
  where sources.derived_from is not null),
origins as (
  select chain.source, sources.kind
  from chain join sources on sources.source = chain.origin
  where sources.derived_from is null),
about_legs as (
  select source, substr(subject, 6) as rest
  from claims
  where subject glob 'legs/*' and field = 'amount' and standing <> 'rejected'),
claimed as (
  select source, substr(rest, 1, instr(rest, '/') - 1) as deal,
         cast(substr(rest, instr(rest, '/') + 1) as integer) as leg
  from about_legs)
select legs.deal, legs.leg, origins.kind
from legs join origins on origins.source = legs.source
union
select claimed.deal, claimed.leg, origins.kind
from claimed join origins on origins.source = claimed.source
order by 1, 2, 3
