-- An amount of money is below a million where most of the book's are above: was m or bn left out?
-- @severity warning
-- Of legs with a total in a currency, not a rate; each by its upper end, or its lower where that is open.
with
  totals as (select deal, leg, currency, ifnull(amount_hi, amount_lo) as amount from legs
             where per is null and currency is not null and ifnull(amount_hi, amount_lo) > 0)
select 'legs/' || deal || '/' || leg,
       'it says {amount ' || amount || '..' || amount || '} ' || currency || ', without m or bn'
from totals
where amount < 1000000
  and (select count(*) from totals where amount >= 1000000) > (select count(*) from totals where amount < 1000000)
order by 1, 2;
