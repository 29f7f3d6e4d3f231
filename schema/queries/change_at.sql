-- one row: the last change set at or before the moment ?; null: there was none yet
select max(change)
from book_changes
where at <= ?
order by 1
