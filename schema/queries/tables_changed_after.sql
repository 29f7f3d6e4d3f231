-- one row per table that a change set after ? wrote to
select distinct name
from book_change_counts
where change > ?
order by name
