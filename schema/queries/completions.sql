-- one row per word of the book that a query or an ID may hold: its kind, the word, what it is about
select word, about
from (
  select 'party' as kind, party as word, name as about from parties
  union all select kind, deal, title from deals
  union all select 'source', source, title from sources
  union all select 'site', site, name from sites
  union all select 'tranche', tranche, label from tranches
  union all select 'hardware', hardware, name from hardware
  union all select distinct 'currency', currency, null from legs where currency is not null
  union all select distinct 'country', country, null from parties where country is not null
  union all select distinct 'publisher', publisher, null from sources where publisher is not null
  union all select distinct 'language', language, null from sources where language is not null)
where kind = :kind
  and substr(word, 1, length(:begin)) = :begin
order by word
