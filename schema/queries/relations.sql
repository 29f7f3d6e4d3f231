-- one row per table and view that SQL may read, those of the lens too
select distinct name
from (select name, type from sqlite_schema union select name, type from sqlite_temp_schema)
where type in ('table', 'view')
order by name
