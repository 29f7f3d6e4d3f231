-- The history. Every write of facts is one change set; every row says which one wrote it, and what it replaced or
-- removed is kept whole. docs/format.md tells what follows from it.
create table book_changes (
  change integer primary key constraint "change counts from 1" check (change >= 1),
  at text not null unique,
  who text not null,
  command text not null,
  note text,
  input text,
  undoes integer,
  rows text not null,
  head text not null
) strict;

-- how many rows of a table it added, changed and removed
create table book_change_counts (
  change integer not null,
  name text not null,
  added integer not null,
  changed integer not null,
  removed integer not null,
  primary key (change, name)
) strict, without rowid;

-- a row as change set `since` wrote it and `change` replaced or removed it: JSON of the columns that were not null
create table book_versions (
  change integer not null,
  name text not null,
  key text not null,
  since integer not null,
  row_check integer not null,
  old text not null,
  primary key (change, name, key)
) strict, without rowid;

-- Who wrote a row last, and a check of what was written. A table of a later migration has both columns, too.
alter table parties add column book_change integer not null default 0;
alter table parties add column book_check integer not null default 0;
alter table aliases add column book_change integer not null default 0;
alter table aliases add column book_check integer not null default 0;
alter table sources add column book_change integer not null default 0;
alter table sources add column book_check integer not null default 0;
alter table deals add column book_change integer not null default 0;
alter table deals add column book_check integer not null default 0;
alter table events add column book_change integer not null default 0;
alter table events add column book_check integer not null default 0;
alter table links add column book_change integer not null default 0;
alter table links add column book_check integer not null default 0;
alter table legs add column book_change integer not null default 0;
alter table legs add column book_check integer not null default 0;
alter table leg_links add column book_change integer not null default 0;
alter table leg_links add column book_check integer not null default 0;
alter table flows add column book_change integer not null default 0;
alter table flows add column book_check integer not null default 0;
alter table sites add column book_change integer not null default 0;
alter table sites add column book_check integer not null default 0;
alter table tranches add column book_change integer not null default 0;
alter table tranches add column book_check integer not null default 0;
alter table milestones add column book_change integer not null default 0;
alter table milestones add column book_check integer not null default 0;
alter table hardware add column book_change integer not null default 0;
alter table hardware add column book_check integer not null default 0;
alter table quantities add column book_change integer not null default 0;
alter table quantities add column book_check integer not null default 0;
alter table stakes add column book_change integer not null default 0;
alter table stakes add column book_check integer not null default 0;
alter table metrics add column book_change integer not null default 0;
alter table metrics add column book_check integer not null default 0;
alter table fx_rates add column book_change integer not null default 0;
alter table fx_rates add column book_check integer not null default 0;
alter table claims add column book_change integer not null default 0;
alter table claims add column book_check integer not null default 0;
