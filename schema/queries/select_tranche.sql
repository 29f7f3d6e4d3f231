-- a tranche that the query selects
insert into temp.selected_tranches (tranche) values (?)
