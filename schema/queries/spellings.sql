-- one row per folded key and the party that it names
select folded, party
from book_spellings
order by folded
