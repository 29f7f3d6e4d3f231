-- a deal that the query selects
insert into temp.selected_deals (deal) values (?)
