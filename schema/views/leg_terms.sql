-- one row per leg: the months it runs (null: nobody says)
-- Its term, else the whole months from the start's first day to the day after the end's last day, by
-- the day of the month, which is not cut: 31 January to 27 February is none.
create view leg_terms as
with
dates as (
  select deal, leg, term_months,
         cast(substr(start_lo, 1, 4) as bigint) as start_year,
         cast(substr(start_lo, 6, 2) as bigint) as start_month,
         cast(substr(start_lo, 9, 2) as bigint) as start_day,
         cast(substr(end_hi, 1, 4) as bigint) as end_year,
         cast(substr(end_hi, 6, 2) as bigint) as end_month,
         cast(substr(end_hi, 9, 2) as bigint) as end_day
  from legs),
lengths as (
  select *,
         case when end_month in (4, 6, 9, 11) then 30
              when end_month <> 2 then 31
              when end_year % 4 = 0 and (end_year % 100 <> 0 or end_year % 400 = 0) then 29
              else 28 end as end_month_days
  from dates)
select deal, leg,
       case when term_months is not null then term_months
            else (end_year - start_year) * 12 + end_month - start_month
                 + case when end_day = end_month_days then case when start_day = 1 then 1 else 0 end
                        when end_day + 1 < start_day then -1
                        else 0 end end as months
from lengths;
