-- the texts that made the table ? and its indexes
select sql
from main.sqlite_schema
where tbl_name = ?
and sql is not null
order by rowid
