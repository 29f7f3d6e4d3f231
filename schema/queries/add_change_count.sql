-- what one change set did to one table
insert into book_change_counts (change, name, added, changed, removed) values (?, ?, ?, ?, ?)
