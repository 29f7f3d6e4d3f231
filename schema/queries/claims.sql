-- one row per claim
select subject, field, value, source, standing
from claims
order by subject, field, standing, source, value
