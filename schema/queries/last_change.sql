-- one row: the last change set, when, and its head; none of an untouched book
select change, at, head
from book_changes
order by change desc
limit 1
