-- a leg that the query selects
insert into temp.selected_legs (deal, leg) values (?, ?)
