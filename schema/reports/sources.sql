-- Every source: who said it, when and where, which source it rewrites, and how many claims it makes.
-- @title Sources
-- @date published_lo published_hi
-- @count claims
-- @link url source
-- @drop title language derived_from claims
with made as (select source, count(*) as claims from claims group by source)
select s.source, s.kind, s.publisher, s.title, s.language,
       s.published_lo, s.published_hi,
       s.derived_from, ifnull(m.claims, 0) as claims, s.url
from sources s left join made m using (source)
where :query is null
   or s.source in (select source from selected_sources)
order by s.source;
