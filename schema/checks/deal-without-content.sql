-- A deal says neither who pays whom nor how much capacity.
-- @severity warning
select 'deals/' || deal, 'it has neither a leg nor a tranche: it adds nothing to any report'
from deals
where kind = 'deal'
  and not exists (select 1 from legs where legs.deal = deals.deal)
  and not exists (select 1 from tranches where tranches.deal = deals.deal)
order by 1;
