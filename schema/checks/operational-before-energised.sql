-- A stage of a tranche surely comes before one that must precede it.
-- @severity error
with stages as (
  select tranche, stage, basis, date_lo, date_hi,
         instr('permitted construction energised operational retired', stage) as rank
  from milestones)
select 'milestones/' || b.tranche || '/' || b.stage || '/' || b.basis, b.stage || ' by ' || b.date_hi || ', but ' || a.stage || ' ('
       || a.basis || ') not before ' || a.date_lo
from stages as a
join stages as b on b.tranche = a.tranche and b.basis = a.basis and a.rank < b.rank
where b.date_hi < a.date_lo
order by 1, a.rank;
