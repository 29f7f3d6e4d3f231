-- one row per quantity of hardware: of a deal, or of the leg that it names
select q.deal, q.leg, q.hardware, h.maker
from quantities q
join hardware h on h.hardware = q.hardware
order by q.deal, q.hardware, q.unit
