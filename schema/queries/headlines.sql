-- one row per deal with a headline
select deal, headline_lo, headline_hi, currency
from deals
where kind = 'deal' and currency is not null
order by deal
