-- one row per naming of a source by a row of a deal, or by a claim about such a row: deal, source
create view deal_sources as
with
claimed (source, about, first) as (  -- a subject is TABLE/FIRST KEY/...
  select source, substr(subject, 1, instr(subject, '/') - 1), substr(rest, 1, instr(rest || '/', '/') - 1)
  from (select source, subject, substr(subject, instr(subject, '/') + 1) as rest from claims)
)
select deal, source from deals
union all select deal, source from events
union all select deal, source from links
union all select deal, source from legs
union all select leg_deal, source from flows
union all select deal, source from tranches
union all select t.deal, m.source from milestones m join tranches t using (tranche)
union all select deal, source from quantities
union all select first, source from claimed where about not in ('tranches', 'milestones')
union all select t.deal, c.source from claimed c join tranches t on t.tranche = c.first
          where c.about in ('tranches', 'milestones');
