-- one row per programme, by slug
select deal, title, headline_lo, headline_hi, headline_approx, currency
from deals
where kind = 'programme'
order by deal
