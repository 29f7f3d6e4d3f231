-- one row per table, index, view and trigger of the file
select type, name, sql
from main.sqlite_schema
where sql is not null
and name not like 'sqlite\_%' escape '\'
order by type, name
