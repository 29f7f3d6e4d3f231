-- a folded key and the party it names
insert into book_spellings (folded, party) values (?, ?)
