-- one row per table, index and trigger of the file, but for the indexes of keys and what ANALYZE makes
select type, name, sql
from main.sqlite_schema
where type <> 'view'
and sql is not null
and name not in ('sqlite_stat1', 'sqlite_stat4')
order by type, name
