-- What the book holds, and how much of it nobody puts a figure on. Rows by table, deals by status, legs and tranches by bucket, sources named by deals by kind, how much rests on which sources, what is newest. `of` is the whole of which `rows` are a part. Of what there is none there is no line.
-- @title What the book holds
-- @views deal_statuses counted_legs counted_tranches deal_sources live_legs
-- @count rows of percent
with
chosen as materialized (
  select deals.deal, kind, status
  from deals left join deal_statuses using (deal)
  where :query is null or deals.deal in (select deal from selected_deals)),
own_legs as materialized (
  select legs.* from legs
  where :query is null or (deal, leg) in (select deal, leg from selected_legs)),
counted as materialized (
  select counted_legs.* from counted_legs
  where :query is null or (deal, leg) in (select deal, leg from selected_legs)),
power as materialized (
  select counted_tranches.* from counted_tranches
  where :query is null or tranche in (select tranche from selected_tranches)),
named as materialized (
  select distinct deal, sources.source, sources.kind, sources.published_hi
  from deal_sources join chosen using (deal) join sources using (source)
  where :query is null or source in (select source from selected_sources)),
lines (place, section, item, "rows", "of") as (
  select 1, 'rows by table', name, n, null
  from (select 'parties' as name, count(*) as n from parties
        union all select 'aliases', count(*) from aliases
        union all select 'sources', count(*) from sources
        union all select 'deals', count(*) from deals
        union all select 'events', count(*) from events
        union all select 'links', count(*) from links
        union all select 'legs', count(*) from legs
        union all select 'leg_links', count(*) from leg_links
        union all select 'flows', count(*) from flows
        union all select 'sites', count(*) from sites
        union all select 'tranches', count(*) from tranches
        union all select 'milestones', count(*) from milestones
        union all select 'hardware', count(*) from hardware
        union all select 'quantities', count(*) from quantities
        union all select 'stakes', count(*) from stakes
        union all select 'metrics', count(*) from metrics
        union all select 'fx_rates', count(*) from fx_rates
        union all select 'claims', count(*) from claims)
  where :query is null
  union all
  select 2, 'deals by status', ifnull(status, 'none on the day'), count(*),
         (select count(*) from chosen where kind = 'deal')
  from chosen where kind = 'deal' group by status
  union all
  select 3, 'legs that count, by class and bucket', class || ' ' || bucket, count(*),
         (select count(*) from own_legs)
  from counted group by class, bucket
  union all
  select 4, 'legs that do not count', case when live_legs.deal is null then 'not live on the day'
                                           else 'within one group' end, count(*),
         (select count(*) from own_legs)
  from own_legs left join live_legs on live_legs.deal = own_legs.deal and live_legs.leg = own_legs.leg
  where live_legs.deal is null or intra_group = 1
  group by live_legs.deal is null
  union all
  select 5, 'legs that count, without an amount', class || ' ' || bucket, sum(unknown), count(*)
  from counted group by class, bucket having sum(unknown) > 0
  union all
  select 6, 'legs that count, without a rate to USD', currency, sum(unconverted), count(*)
  from counted group by currency having sum(unconverted) > 0
  union all
  select 7, 'legs with both dates of payment', 'start, and end or term', count(*),
         (select count(*) from own_legs)
  from own_legs where start_lo is not null and (end_hi is not null or term_months is not null)
  having count(*) > 0
  union all
  select 8, 'tranches that count, by layer and bucket', layer || ' ' || bucket, count(*),
         (select count(*) from power)
  from power group by layer, bucket
  union all
  select 9, 'tranches that count, without power', layer || ' ' || bucket, sum(unknown), count(*)
  from power group by layer, bucket having sum(unknown) > 0
  union all
  select 10, 'sources named by deals', kind, count(*), (select count(distinct source) from named)
  from (select distinct source, kind from named) group by kind
  union all
  select 11, 'deals by their sources', item, count(*), (select count(*) from chosen)
  from (select case max(named.kind in ('filing', 'press-release')) when 1 then 'a filing or press release'
                    when 0 then 'others alone' else 'no source' end as item
        from chosen left join named using (deal) group by chosen.deal)
  group by item
  union all
  select 12, 'newest event', max(date_hi) || ' or before', null, null
  from events join chosen using (deal) where date_hi is not null having max(date_hi) is not null
  union all
  select 13, 'newest source', max(published_hi) || ' or before', null, null
  from named where published_hi is not null having max(published_hi) is not null)
select section, item, "rows", "of", ("rows" * 200 + "of") / ("of" * 2) as percent
from lines
order by place, "rows" desc, item;
