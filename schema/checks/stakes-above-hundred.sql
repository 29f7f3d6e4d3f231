-- The latest stakes in one company on one basis surely come to more than 100 %. The sums are exact.
-- @severity error
with latest as (
  select holder, company, basis, percent_bp_lo,
         row_number() over (partition by holder, company, basis
                            order by ifnull(as_of_hi, '9999-12-31') desc, as_of_lo desc) as age
  from stakes)
select 'parties/' || company, 'stakes in it (' || basis || ') come to ' || (sum(percent_bp_lo) / 100) || ' % at least: '
       || group_concat(holder, ', ')
from (select * from latest where age = 1 and percent_bp_lo is not null order by company, basis, holder)
group by company, basis
having sum(percent_bp_lo) > 10000
order by company, basis;
