-- one row: the last day on which anything in the book was published
select max(published_hi)
from sources
order by 1
