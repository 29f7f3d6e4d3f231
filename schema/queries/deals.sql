-- one row per deal, by slug
select deal, kind, title, headline_lo, headline_hi, headline_approx, currency, power_kw_lo, power_kw_hi, power_approx
from deals
order by deal
