-- one row: the highest number of a leg of the deal ?, 0 if it has none
select ifnull(max(leg), 0)
from legs
where deal = ?
order by 1
