-- one row per claim that was accepted for a value of a field
select source
from claims
where subject = ?1 and field = ?2 and value = ?3 and standing = 'accepted'
order by source
