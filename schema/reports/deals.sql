-- Every deal and programme with its status on the day, its headline, legs and power, and how many sources speak of it.
-- A headline is a control figure in the deal's own currency; it is never summed.
-- @title Deals
-- @views deal_statuses
-- @count legs sources
-- @amount headline_lo headline_hi
-- @power power_kw_lo power_kw_hi
-- @drop title kind status_since sources legs
with cited (deal, source) as (
  select deal, source from deals
  union select deal, source from events
  union select deal, source from links
  union select deal, source from legs
  union select leg_deal, source from flows
  union select deal, source from tranches
  union select t.deal, m.source from milestones m join tranches t using (tranche)
  union select deal, source from quantities
  union select about, source from (
    select source, case when instr(rest, '/') > 0 then substr(rest, 1, instr(rest, '/') - 1) else rest end as about
    from (select source, substr(subject, instr(subject, '/') + 1) as rest from claims
          where subject not glob 'tranches/*' and subject not glob 'milestones/*'))
  union select t.deal, c.source from claims c join tranches t
    on c.subject = 'tranches/' || t.tranche or c.subject glob 'milestones/' || t.tranche || '/*'
),
source_counts as (select deal, count(distinct source) as sources from cited group by deal),
leg_counts as (select deal, count(*) as legs from legs group by deal)
select d.deal, d.kind, d.title, s.status, nullif(s.since, '9999-12-31') as status_since, d.headline_lo, d.headline_hi,
       d.currency, ifnull(l.legs, 0) as legs, d.power_kw_lo, d.power_kw_hi, ifnull(c.sources, 0) as sources
from deals d
left join deal_statuses s using (deal)
left join leg_counts l using (deal)
left join source_counts c using (deal)
where :deals is null or d.deal in (select value from json_each(:deals))
order by d.deal;
