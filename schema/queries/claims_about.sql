-- one row per claim about the row ?
select field, value, source, standing, quote, reason
from claims
where subject = ?
order by field, standing, source, value
