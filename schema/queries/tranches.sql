-- one row per tranche, by slug
select tranche, label, deal, site, layer, basis, user, firmness, power_kw_lo, power_kw_hi, power_approx, within
from tranches
order by tranche
