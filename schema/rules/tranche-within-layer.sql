-- A tranche within another has its layer and basis.
select 'tranches/' || t.tranche, 'within',
       t.tranche || ' is ' || t.layer || '/' || t.basis || ', but ' || w.tranche || ' is ' || w.layer || '/' || w.basis,
       'a part has the layer and the basis of its whole'
from tranches t join tranches w on w.tranche = t.within
where t.layer <> w.layer or t.basis <> w.basis
order by 1;
