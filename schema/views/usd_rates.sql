-- one row per currency and day of a rate or of a leg's agreement: the last rate to USD by then
-- The rate is units + micros / 10^6 + picos / 10^12. Of rates with one last possible day the one with the
-- later first day is the last: the texts "last day, first day, rate" sort so, and the largest so far is the one.
create view usd_rates as
with
dated as (
  select base as currency, ifnull(date_hi, '9999-12-31') as day,
         ifnull(date_hi, '9999-12-31') || ifnull(date_lo, '0000-01-01') || rate as dated_rate
  from fx_rates where quote = 'USD'
  union all
  select currency, ifnull(agreed_hi, first_day), null
  from legs join deal_statuses on deal_statuses.deal = legs.deal
  where currency <> 'USD'),
latest as (
  select currency, day, substr(max(max(dated_rate)) over (partition by currency order by day), 21) as rate
  from dated group by currency, day)
select currency, day,
       cast(substr(rate, 1, instr(rate || '.', '.') - 1) as bigint) as units,
       cast(substr(substr(rate, instr(rate || '.', '.') + 1) || '000000', 1, 6) as bigint) as micros,
       cast(substr(substr(rate, instr(rate || '.', '.') + 7) || '000000', 1, 6) as bigint) as picos
from latest where rate is not null;
