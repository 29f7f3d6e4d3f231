-- one row per deal with a status on the day: the status, since when, and the bucket of its firm promises
-- first_day is the day of the deal's first event; firm_bucket is null where the deal is dead.
create view deal_statuses as
with latest as (
  select deal, min(day) as first_day, max(day || (100 + rank) || status) as last_event
  from event_days
  where day <= (select day from lens)
  group by deal)
select deal, substr(last_event, 14) as status, substr(last_event, 1, 10) as since, first_day,
       case when substr(last_event, 14) in ('signed', 'amended', 'active', 'paused', 'completed')
            then 'committed'
            when substr(last_event, 14) in ('loi', 'announced') then 'announced'
            when substr(last_event, 14) = 'talks' then 'talks' end as firm_bucket
from latest;
