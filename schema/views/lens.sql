-- one row: the day on which the book is read
create view lens as select '9999-12-31' as day;
