-- one row per event: the day from which on it has happened (9999-12-31: the end of time)
-- That is its last possible day; but what a source tells had happened when it was published, unless it
-- speaks of the future. Of one day the larger rank is the later event.
create view event_days as
select events.deal, events.status,
       instr('talks loi announced signed amended active paused completed denied lapsed cancelled superseded',
             events.status) as rank,
       case when sources.published_hi < ifnull(events.date_hi, '9999-12-31')
             and sources.published_hi >= ifnull(events.date_lo, '')
            then sources.published_hi
            else ifnull(events.date_hi, '9999-12-31') end as day
from events
left join sources on sources.source = events.source;
