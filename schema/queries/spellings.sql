-- one row per folded key
select folded
from book_spellings
order by folded
