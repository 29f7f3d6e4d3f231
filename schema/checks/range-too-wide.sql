-- The upper end of a range is a thousand times its lower end, or more: is a unit missing at the lower one?
-- @severity warning
select 'legs/' || deal || '/' || leg, 'its amount is {amount ' || amount_lo || '..' || amount_hi
       || '}: is a unit missing at the lower end?'
from legs
where amount_lo > 0 and amount_hi / 1000 >= amount_lo
union all
select 'deals/' || deal, 'its headline is {amount ' || headline_lo || '..' || headline_hi || '}: is a unit missing at the lower end?'
from deals
where headline_lo > 0 and headline_hi / 1000 >= headline_lo
union all
select 'tranches/' || tranche, 'its power is {power ' || power_kw_lo || '..' || power_kw_hi || '}: is a unit missing at the lower end?'
from tranches
where power_kw_lo > 0 and power_kw_hi / 1000 >= power_kw_lo
order by 1;
