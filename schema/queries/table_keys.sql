-- one row per stored column of a table's key
select t.name, k.name
from sqlite_schema t, pragma_index_list(t.name, 'main') i, pragma_index_info(i.name, 'main') k
where t.type = 'table'
and (i.origin = 'pk' or i.name = t.name || '_key')
order by t.rowid, k.seqno
