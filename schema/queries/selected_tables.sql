-- the keys of what a query selects
create temp table selected_deals (deal text primary key) strict, without rowid;
create temp table selected_legs (deal text, leg integer, primary key (deal, leg)) strict, without rowid;
create temp table selected_tranches (tranche text primary key) strict, without rowid;
create temp table selected_parties (party text primary key) strict, without rowid;
create temp table selected_sources (source text primary key) strict, without rowid;
