-- Every source: who said it, when and where, which source it rewrites, and how many claims it makes.
-- @title Sources
-- @count claims
-- @drop title language derived_from claims
with made as (select source, count(*) as claims from claims group by source)
select s.source, s.kind, s.publisher, s.title, s.language,
       case when s.published_lo = s.published_hi then s.published_lo else ifnull(s.published_lo, '') || '..' || ifnull(s.published_hi, '') end as published,
       s.derived_from, ifnull(m.claims, 0) as claims, s.url
from sources s left join made m using (source)
where :deals is null or s.source in (
  select source from deals where deal in (select value from json_each(:deals))
  union select source from events where deal in (select value from json_each(:deals))
  union select source from legs where deal in (select value from json_each(:deals))
  union select source from tranches where deal in (select value from json_each(:deals))
  union select source from claims where subject in (select 'deals/' || value from json_each(:deals))
)
order by s.source;
