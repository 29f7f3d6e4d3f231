-- The columns of a table that are stored, in its order, and what each is where nothing is given.
select name, ifnull(dflt_value, 'null') from pragma_table_xinfo(?) where hidden = 0 order by cid
