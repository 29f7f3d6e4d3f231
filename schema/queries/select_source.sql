-- a source that what the query selects rests on
insert into temp.selected_sources (source) values (?)
