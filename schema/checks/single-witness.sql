-- An amount or a power rests on one witness, and that is neither a filing nor a press release.
-- @severity note
-- Sources that rewrite one another are one witness.
with recursive
back(source, origin) as (
  select source, source from sources where derived_from is null
  union
  select s.source, back.origin from sources as s join back on s.derived_from = back.source),
figures as (
  select 'legs/' || deal || '/' || leg as subject, source, 'amount' as what from legs
  where amount_lo is not null or amount_hi is not null
  union all
  select 'tranches/' || tranche, source, 'power' from tranches where power_kw_lo is not null or power_kw_hi is not null),
witnesses as (
  select subject, what, source from figures where source is not null
  union
  select f.subject, f.what, c.source from figures as f join claims as c on c.subject = f.subject and c.field = f.what
  where c.standing <> 'rejected')
select subject, 'its ' || what || ' rests on ' || min(w.source) || ' alone (' || min(s.kind) || ')'
from witnesses as w
join sources as s on s.source = w.source
left join back on back.source = w.source
group by subject, what
having count(distinct ifnull(back.origin, w.source)) = 1 and max(s.kind in ('filing', 'press-release')) = 0
order by 1, 2;
