-- one row per text that made a table or an index, a table before its indexes
select type, name, tbl_name, sql
from main.sqlite_schema
where type in ('table', 'index')
and sql is not null
and tbl_name not like 'sqlite\_%' escape '\'
order by rowid
