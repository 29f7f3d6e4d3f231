-- one row: when the first change set was stored; none of an untouched book
select at
from book_changes
order by change
limit 1
