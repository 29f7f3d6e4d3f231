-- one row per folded spelling of a party
select folded, party
from book_spellings
order by folded
