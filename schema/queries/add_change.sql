-- one change set
insert into book_changes (change, at, who, command, note, input, undoes, rows, head) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
