-- one row per change set
select change, at, who, command, note, input, undoes, rows, head
from book_changes
order by change
