-- one row per change set and table that it wrote to
select change, name, added, changed, removed
from book_change_counts
order by change, name
