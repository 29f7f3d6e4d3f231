-- What an event or an actual milestone tells was published before it can have happened.
-- @severity warning
with told as (
  select 'events/' || deal || '/' || status || '/{date ' || ifnull(date_lo, '') || '..' || ifnull(date_hi, '') || '}'
           as subject, source, date_lo
  from events
  union all
  select 'milestones/' || tranche || '/' || stage || '/actual', source, date_lo from milestones where basis = 'actual')
select subject, 'its source ' || source || ' was published on {date ' || ifnull(published_lo, '') || '..' || published_hi
                || '}, before its first possible day ' || date_lo || ': a source that speaks of the future proves nothing'
from told join sources using (source)
where published_hi < date_lo
order by 1;
