-- one row per leg that names its source
select deal, leg, source
from legs
where source is not null
order by deal, leg
