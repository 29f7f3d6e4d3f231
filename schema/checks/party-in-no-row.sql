-- A party stands in no other row.
-- @severity note
with named(party) as (
  select payer from legs union select payee from legs union select parent from parties
  union select holder from stakes union select company from stakes union select party from metrics
  union select user from tranches union select operator from sites union select maker from hardware)
select 'parties/' || party, 'it pays nobody, is paid by nobody and stands in no other row'
from parties
where party not in (select party from named where party is not null)
order by 1;
