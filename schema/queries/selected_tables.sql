-- the slugs that a query selects
create temp table selected_deals (deal text primary key) strict, without rowid;
create temp table selected_parties (party text primary key) strict, without rowid;
