-- Talks or a letter of intent without news for half a year.
-- @severity note
-- @views deal_statuses event_days
-- :half_a_year_ago is 180 days before today (--today, else the last day on which anything in the book was published).
select 'deals/' || deal, 'it is ' || status || ' since ' || since || ', without news for half a year: has it lapsed?'
from deal_statuses
where status in ('talks', 'loi')
  and since < :half_a_year_ago
  and not exists (select 1 from claims join sources using (source)
                  where (subject = 'deals/' || deal_statuses.deal
                         or subject >= 'legs/' || deal_statuses.deal || '/' and subject < 'legs/' || deal_statuses.deal || '0')
                    and published_hi >= :half_a_year_ago)
order by deal;
