-- one row per count of hardware of a deal: the watts of one unit, which its kind must fit
select q.deal, q.hardware, q.unit, q.quantity_lo, q.quantity_hi, q.quantity_approx, h.watts, (h.kind = 'system') = (q.unit <> 'chip')
from quantities q
join hardware h on h.hardware = q.hardware
order by q.deal, q.hardware, q.unit
