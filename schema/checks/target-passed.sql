-- A target has passed, and nobody says that it was met.
-- @severity note
-- :today is --today, else the last day on which anything in the book was published.
select 'milestones/' || t.tranche || '/' || t.stage || '/target', 'the target was ' || t.date_hi
       || ', and no actual milestone says that it was met'
from milestones as t
where t.basis = 'target' and t.date_hi < :today
  and not exists (select 1 from milestones as a
                  where a.tranche = t.tranche and a.basis = 'actual'
                    and instr('permitted construction energised operational retired', a.stage)
                        >= instr('permitted construction energised operational retired', t.stage))
order by 1;
