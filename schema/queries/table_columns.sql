-- one row per stored column of a table of the CSV form
select t.name, c.name, c.type, c."notnull", c.dflt_value, c.pk
from sqlite_schema t, pragma_table_xinfo(t.name, 'main') c
where t.type = 'table'
and t.name not like 'book\_%' escape '\'
and t.name not like 'sqlite\_%' escape '\'
and c.name not like 'book\_%' escape '\'
and c.hidden = 0
order by t.rowid, c.cid
