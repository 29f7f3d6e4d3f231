-- a party that the query selects
insert into temp.selected_parties (party) values (?)
