-- Start, end and term of a leg disagree by more than two months.
-- @severity warning
-- Months between the first day of the start and the last of the end, whatever the day of the month.
with spans as (
  select deal, leg, term_months,
         (substr(end_hi, 1, 4) - substr(start_lo, 1, 4)) * 12 + substr(end_hi, 6, 2) - substr(start_lo, 6, 2) + 1 as most,
         (substr(ifnull(end_lo, start_hi), 1, 4) - substr(start_hi, 1, 4)) * 12
           + substr(ifnull(end_lo, start_hi), 6, 2) - substr(start_hi, 6, 2) as least
  from legs
  where term_months is not null and start_lo is not null and end_hi is not null and start_hi is not null)
select 'legs/' || deal || '/' || leg, 'its term is ' || term_months || ' months, its dates make '
       || case when least = most then most else max(least, 0) || ' to ' || most end || ': the term is what rates count by'
from spans
where term_months > most + 2 or term_months < least - 2
order by deal, leg;
