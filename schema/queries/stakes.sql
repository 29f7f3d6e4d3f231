-- one row per snapshot of a stake that says how much, by holder, company and day; voting rights own nothing
select holder, company, basis, as_of_lo, as_of_hi, percent_bp_lo, percent_bp_hi
from stakes
where basis <> 'voting'
order by holder, company, as_of_hi, as_of_lo,
    case basis when 'unspecified' then 0 when 'diluted' then 1 when 'economic' then 2 else 3 end
