-- The facts of the book, one table per CSV file. The name of a CHECK is the sentence that a user reads.
-- Every uncertain quantity is a closed interval x_lo..x_hi, NULL = open end, both NULL = unknown.
-- How a column of the CSV form follows from these columns is told in src/catalogue.h.
pragma application_id = 1196900692;

create table parties (
  party text primary key
    constraint "party is a slug: 1 to 64 of a-z, 0-9 and -"
    check (length(party) between 1 and 64 and party not glob '*[^a-z0-9-]*'),
  name text not null,
  kind text not null
    constraint "kind is one of: company ai-lab hyperscaler neocloud chip-vendor server-vendor memory-vendor foundry developer utility investor lender jv-spv sovereign unnamed"
    check (kind in ('company', 'ai-lab', 'hyperscaler', 'neocloud', 'chip-vendor', 'server-vendor', 'memory-vendor', 'foundry', 'developer', 'utility', 'investor', 'lender', 'jv-spv', 'sovereign', 'unnamed')),
  parent text references parties
    constraint "parent is another party" check (parent <> party),
  country text
    constraint "country is a code of two capital letters (ISO 3166)" check (country glob '[A-Z][A-Z]'),
  ticker text,
  note text
) strict, without rowid;

create table aliases (
  alias text primary key,
  party text not null references parties,
  language text
) strict, without rowid;

-- Derived from parties and aliases: the folded key under which each spelling is found. Rebuilt by every import.
-- A table whose name starts with book_ is the program's own and no part of the CSV form.
create table book_spellings (
  folded text primary key,
  party text not null
) strict, without rowid;

create table sources (
  source text primary key
    constraint "source is a slug: 1 to 64 of a-z, 0-9 and -"
    check (length(source) between 1 and 64 and source not glob '*[^a-z0-9-]*'),
  kind text not null
    constraint "kind is one of: filing press-release transcript article dataset social analyst internal"
    check (kind in ('filing', 'press-release', 'transcript', 'article', 'dataset', 'social', 'analyst', 'internal')),
  url text
    constraint "url starts with http:// or https://" check (url glob 'http://?*' or url glob 'https://?*'),
  publisher text,
  title text,
  language text,
  published_lo text,
  published_hi text,
  derived_from text references sources
    constraint "derived_from is another source" check (derived_from <> source),
  note text,
  constraint "published is a range of days, the first one first"
    check (published_lo is date(published_lo, '+0 days') and published_hi is date(published_hi, '+0 days') and published_lo <= published_hi)
) strict, without rowid;

create table deals (
  deal text primary key
    constraint "deal is a slug: 1 to 64 of a-z, 0-9 and -"
    check (length(deal) between 1 and 64 and deal not glob '*[^a-z0-9-]*'),
  kind text not null
    constraint "kind is one of: deal programme" check (kind in ('deal', 'programme')),
  title text,
  headline_lo integer,
  headline_hi integer,
  headline_approx integer not null default 0,
  currency text constraint "currency is a code of three capital letters" check (currency glob '[A-Z][A-Z][A-Z]'),
  power_kw_lo integer,
  power_kw_hi integer,
  power_approx integer not null default 0,
  source text references sources,
  note text,
  constraint "headline is not negative and its lower end comes first"
    check (headline_lo >= 0 and headline_hi >= 0 and headline_lo <= headline_hi),
  constraint "power is not negative and its lower end comes first"
    check (power_kw_lo >= 0 and power_kw_hi >= 0 and power_kw_lo <= power_kw_hi),
  constraint "currency stands exactly where the deal has a headline"
    check ((currency is null) = (headline_lo is null and headline_hi is null))
) strict, without rowid;

create table events (
  deal text not null references deals,
  status text not null
    constraint "status is one of: talks loi announced signed amended active paused completed denied lapsed cancelled superseded"
    check (status in ('talks', 'loi', 'announced', 'signed', 'amended', 'active', 'paused', 'completed', 'denied', 'lapsed', 'cancelled', 'superseded')),
  date_lo text,
  date_hi text,
  date_key text as (ifnull(date_lo, '') || '..' || ifnull(date_hi, '')),
  source text references sources,
  note text,
  constraint "date is a range of days, the first one first"
    check (date_lo is date(date_lo, '+0 days') and date_hi is date(date_hi, '+0 days') and date_lo <= date_hi),
  constraint "date is known at one end at least" check (date_lo is not null or date_hi is not null)
) strict;
create unique index events_key on events (deal, status, date_key);

create table links (
  deal text not null references deals,
  relation text not null
    constraint "relation is one of: part_of amends expands supersedes related"
    check (relation in ('part_of', 'amends', 'expands', 'supersedes', 'related')),
  other text not null references deals
    constraint "other is another deal" check (other <> deal),
  source text references sources,
  note text,
  primary key (deal, relation, other)
) strict, without rowid;

create table legs (
  deal text not null references deals,
  leg integer not null constraint "leg counts from 1" check (leg >= 1),
  payer text not null references parties,
  payee text not null references parties,
  kind text not null
    constraint "kind is one of: compute hardware lease power construction service licence revenue-share prepayment equity debt convertible grant guarantee warrant acquisition exclusivity first-refusal"
    check (kind in ('compute', 'hardware', 'lease', 'power', 'construction', 'service', 'licence', 'revenue-share', 'prepayment', 'equity', 'debt', 'convertible', 'grant', 'guarantee', 'warrant', 'acquisition', 'exclusivity', 'first-refusal')),
  what text,
  amount_lo integer,
  amount_hi integer,
  amount_approx integer not null default 0,
  per text
    constraint "per is one of: year quarter month" check (per in ('year', 'quarter', 'month')),
  currency text constraint "currency is a code of three capital letters" check (currency glob '[A-Z][A-Z][A-Z]'),
  percent_bp_lo integer,
  percent_bp_hi integer,
  shares_lo integer,
  shares_hi integer,
  shares_approx integer not null default 0,
  strike text constraint "strike is a decimal number" check (strike glob '[0-9]*' and strike not glob '*[^0-9.]*'),
  firmness text not null default 'firm'
    constraint "firmness is one of: firm option contingent" check (firmness in ('firm', 'option', 'contingent')),
  condition text,
  agreed_lo text,
  agreed_hi text,
  ended_lo text,
  ended_hi text,
  start_lo text,
  start_hi text,
  end_lo text,
  end_hi text,
  term_months integer constraint "term is at least one month" check (term_months >= 1),
  profile text not null default 'unknown'
    constraint "profile is one of: even upfront ramp milestone unknown"
    check (profile in ('even', 'upfront', 'ramp', 'milestone', 'unknown')),
  source text references sources,
  note text,
  primary key (deal, leg),
  constraint "payee differs from the payer" check (payee <> payer),
  constraint "amount is not negative and its lower end comes first"
    check (amount_lo >= 0 and amount_hi >= 0 and amount_lo <= amount_hi),
  constraint "shares are not negative and their lower end comes first"
    check (shares_lo >= 0 and shares_hi >= 0 and shares_lo <= shares_hi),
  constraint "percent lies between 0 and 100 and its lower end comes first"
    check (percent_bp_lo between 0 and 10000 and percent_bp_hi between 0 and 10000 and percent_bp_lo <= percent_bp_hi),
  constraint "currency stands exactly where the leg has an amount or a strike"
    check ((currency is null) = (amount_lo is null and amount_hi is null and strike is null)),
  constraint "condition is required where the leg is contingent" check (firmness <> 'contingent' or condition is not null),
  constraint "agreed is a range of days, the first one first"
    check (agreed_lo is date(agreed_lo, '+0 days') and agreed_hi is date(agreed_hi, '+0 days') and agreed_lo <= agreed_hi),
  constraint "start is a range of days, the first one first"
    check (start_lo is date(start_lo, '+0 days') and start_hi is date(start_hi, '+0 days') and start_lo <= start_hi),
  constraint "end is a range of days, the first one first"
    check (end_lo is date(end_lo, '+0 days') and end_hi is date(end_hi, '+0 days') and end_lo <= end_hi),
  constraint "ended is a range of days, the first one first"
    check (ended_lo is date(ended_lo, '+0 days') and ended_hi is date(ended_hi, '+0 days') and ended_lo <= ended_hi),
  constraint "ended comes after agreed (last possible days)" check (ended_hi > agreed_hi),
  constraint "end is not wholly before start" check (end_hi >= start_lo)
) strict, without rowid;

create table leg_links (
  leg_deal text not null,
  leg_leg integer not null,
  relation text not null
    constraint "relation is one of: within replaces funded_by backs conditional_on"
    check (relation in ('within', 'replaces', 'funded_by', 'backs', 'conditional_on')),
  other_deal text not null,
  other_leg integer not null,
  note text,
  primary key (leg_deal, leg_leg, relation, other_deal, other_leg),
  foreign key (leg_deal, leg_leg) references legs (deal, leg),
  foreign key (other_deal, other_leg) references legs (deal, leg),
  constraint "other is another leg" check (other_deal <> leg_deal or other_leg <> leg_leg)
) strict, without rowid;

create table flows (
  leg_deal text not null,
  leg_leg integer not null,
  kind text not null constraint "kind is one of: planned actual" check (kind in ('planned', 'actual')),
  date_lo text,
  date_hi text,
  date_key text as (ifnull(date_lo, '') || '..' || ifnull(date_hi, '')),
  amount_lo integer,
  amount_hi integer,
  amount_approx integer not null default 0,
  source text references sources,
  note text,
  foreign key (leg_deal, leg_leg) references legs (deal, leg),
  constraint "date is a range of days, the first one first"
    check (date_lo is date(date_lo, '+0 days') and date_hi is date(date_hi, '+0 days') and date_lo <= date_hi),
  constraint "date is known at one end at least" check (date_lo is not null or date_hi is not null),
  constraint "amount is not negative and its lower end comes first"
    check (amount_lo >= 0 and amount_hi >= 0 and amount_lo <= amount_hi)
) strict;
create unique index flows_key on flows (leg_deal, leg_leg, kind, date_key);

create table sites (
  site text primary key
    constraint "site is a slug: 1 to 64 of a-z, 0-9 and -"
    check (length(site) between 1 and 64 and site not glob '*[^a-z0-9-]*'),
  name text not null,
  country text
    constraint "country is a code of two capital letters (ISO 3166)" check (country glob '[A-Z][A-Z]'),
  region text,
  operator text references parties,
  note text
) strict, without rowid;

create table tranches (
  tranche text primary key
    constraint "tranche is a slug: 1 to 64 of a-z, 0-9 and -"
    check (length(tranche) between 1 and 64 and tranche not glob '*[^a-z0-9-]*'),
  deal text references deals,
  site text references sites,
  label text,
  layer text not null
    constraint "layer is one of: contract site chips generation"
    check (layer in ('contract', 'site', 'chips', 'generation')),
  basis text not null default 'unspecified'
    constraint "basis is one of: it facility nameplate unspecified"
    check (basis in ('it', 'facility', 'nameplate', 'unspecified')),
  power_kw_lo integer,
  power_kw_hi integer,
  power_approx integer not null default 0,
  user text references parties,
  firmness text not null default 'firm'
    constraint "firmness is one of: firm option contingent" check (firmness in ('firm', 'option', 'contingent')),
  within text references tranches
    constraint "within is another tranche" check (within <> tranche),
  source text references sources,
  note text,
  constraint "deal or site is needed: a tranche has one of them" check (deal is not null or site is not null),
  constraint "power is not negative and its lower end comes first"
    check (power_kw_lo >= 0 and power_kw_hi >= 0 and power_kw_lo <= power_kw_hi)
) strict, without rowid;

create table milestones (
  tranche text not null references tranches,
  stage text not null
    constraint "stage is one of: permitted construction energised operational retired"
    check (stage in ('permitted', 'construction', 'energised', 'operational', 'retired')),
  basis text not null constraint "basis is one of: target actual" check (basis in ('target', 'actual')),
  date_lo text,
  date_hi text,
  source text references sources,
  note text,
  primary key (tranche, stage, basis),
  constraint "date is a range of days, the first one first"
    check (date_lo is date(date_lo, '+0 days') and date_hi is date(date_hi, '+0 days') and date_lo <= date_hi)
) strict, without rowid;

create table hardware (
  hardware text primary key
    constraint "hardware is a slug: 1 to 64 of a-z, 0-9 and -"
    check (length(hardware) between 1 and 64 and hardware not glob '*[^a-z0-9-]*'),
  name text not null,
  maker text references parties,
  kind text not null
    constraint "kind is one of: gpu asic cpu system network" check (kind in ('gpu', 'asic', 'cpu', 'system', 'network')),
  watts integer constraint "watts is at least 1" check (watts >= 1),
  source text references sources,
  note text
) strict, without rowid;

create table quantities (
  deal text not null references deals,
  hardware text not null references hardware,
  unit text not null constraint "unit is one of: chip system rack" check (unit in ('chip', 'system', 'rack')),
  leg integer,
  quantity_lo integer,
  quantity_hi integer,
  quantity_approx integer not null default 0,
  source text references sources,
  note text,
  primary key (deal, hardware, unit),
  foreign key (deal, leg) references legs (deal, leg),
  constraint "quantity is not negative and its lower end comes first"
    check (quantity_lo >= 0 and quantity_hi >= 0 and quantity_lo <= quantity_hi)
) strict, without rowid;

create table stakes (
  holder text not null references parties,
  company text not null references parties
    constraint "company differs from the holder" check (company <> holder),
  as_of_lo text,
  as_of_hi text,
  as_of_key text as (ifnull(as_of_lo, '') || '..' || ifnull(as_of_hi, '')),
  basis text not null default 'unspecified'
    constraint "basis is one of: diluted issued voting economic unspecified"
    check (basis in ('diluted', 'issued', 'voting', 'economic', 'unspecified')),
  percent_bp_lo integer,
  percent_bp_hi integer,
  source text references sources,
  note text,
  constraint "as_of is a range of days, the first one first"
    check (as_of_lo is date(as_of_lo, '+0 days') and as_of_hi is date(as_of_hi, '+0 days') and as_of_lo <= as_of_hi),
  constraint "as_of is known at one end at least" check (as_of_lo is not null or as_of_hi is not null),
  constraint "percent lies between 0 and 100 and its lower end comes first"
    check (percent_bp_lo between 0 and 10000 and percent_bp_hi between 0 and 10000 and percent_bp_lo <= percent_bp_hi)
) strict;
create unique index stakes_key on stakes (holder, company, as_of_key, basis);

create table metrics (
  party text not null references parties,
  metric text not null
    constraint "metric is one of: revenue net-income capex valuation backlog cash debt capacity spend-plan"
    check (metric in ('revenue', 'net-income', 'capex', 'valuation', 'backlog', 'cash', 'debt', 'capacity', 'spend-plan')),
  period_lo text,
  period_hi text,
  period_key text as (ifnull(period_lo, '') || '..' || ifnull(period_hi, '')),
  basis text not null
    constraint "basis is one of: actual guidance estimate target press"
    check (basis in ('actual', 'guidance', 'estimate', 'target', 'press')),
  stated_lo text,
  stated_hi text,
  stated_key text as (ifnull(stated_lo, '') || '..' || ifnull(stated_hi, '')),
  value_lo integer,
  value_hi integer,
  value_approx integer not null default 0,
  unit text not null
    constraint "unit is a currency, kW or kW/week" check (unit glob '[A-Z][A-Z][A-Z]' or unit in ('kW', 'kW/week')),
  source text references sources,
  note text,
  constraint "period is a range of days, the first one first"
    check (period_lo is date(period_lo, '+0 days') and period_hi is date(period_hi, '+0 days') and period_lo <= period_hi),
  constraint "period is known at one end at least" check (period_lo is not null or period_hi is not null),
  constraint "stated is a range of days, the first one first"
    check (stated_lo is date(stated_lo, '+0 days') and stated_hi is date(stated_hi, '+0 days') and stated_lo <= stated_hi),
  constraint "stated is known at one end at least" check (stated_lo is not null or stated_hi is not null),
  constraint "value has its lower end first" check (value_lo <= value_hi)
) strict;
create unique index metrics_key on metrics (party, metric, period_key, basis, stated_key);

create table fx_rates (
  base text not null constraint "base is a code of three capital letters" check (base glob '[A-Z][A-Z][A-Z]'),
  quote text not null constraint "quote is a code of three capital letters" check (quote glob '[A-Z][A-Z][A-Z]'),
  date_lo text,
  date_hi text,
  date_key text as (ifnull(date_lo, '') || '..' || ifnull(date_hi, '')),
  rate text not null
    constraint "rate is a decimal number above 0"
    check (rate glob '[0-9]*' and rate not glob '*[^0-9.]*' and rate not glob '*.*.*' and rate glob '*[1-9]*'),
  source text references sources,
  constraint "quote differs from the base" check (quote <> base),
  constraint "date is a range of days, the first one first"
    check (date_lo is date(date_lo, '+0 days') and date_hi is date(date_hi, '+0 days') and date_lo <= date_hi),
  constraint "date is known at one end at least" check (date_lo is not null or date_hi is not null)
) strict;
create unique index fx_rates_key on fx_rates (base, quote, date_key);

create table claims (
  source text not null references sources,
  subject text not null,
  field text not null,
  value text not null,
  quote text,
  standing text not null default 'open'
    constraint "standing is one of: open accepted rejected" check (standing in ('open', 'accepted', 'rejected')),
  reason text,
  primary key (source, subject, field, value),
  constraint "reason is required where the claim is rejected" check (standing <> 'rejected' or reason is not null)
) strict, without rowid;
create index claims_subject on claims (subject, field);
