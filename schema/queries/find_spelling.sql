-- the party of a folded key
select party
from book_spellings
where folded = ?
