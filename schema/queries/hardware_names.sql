-- one row per hardware
select hardware, name
from hardware
order by hardware
