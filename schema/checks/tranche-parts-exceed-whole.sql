-- The parts of a tranche surely come to more than the whole.
-- @severity error
select 'tranches/' || w.tranche, 'its ' || count(*) || ' parts come to at least {power ' || sum(p.power_kw_lo) || '..'
       || sum(p.power_kw_lo) || '}, and it is at most {power ' || w.power_kw_hi || '..' || w.power_kw_hi || '}'
from tranches as p
join tranches as w on w.tranche = p.within
group by w.tranche
having sum(p.power_kw_lo) > w.power_kw_hi
order by w.tranche;
