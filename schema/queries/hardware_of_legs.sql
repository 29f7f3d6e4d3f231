-- one row per kind of hardware in a deal, with the leg that it belongs to (null: all of the deal's)
select deal, leg, hardware
from quantities
order by deal, hardware, unit
