-- one row per column that names a row of another table (legs are named by two columns)
select t.name, f."from", f."table"
from sqlite_schema t, pragma_foreign_key_list(t.name, 'main') f
where t.type = 'table'
and f."table" <> 'legs'
