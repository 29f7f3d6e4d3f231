-- one row per view of the file
select name
from sqlite_schema
where type = 'view'
order by name
