-- one row: the head of the change set ?
select head
from book_changes
where change = ?
order by 1
