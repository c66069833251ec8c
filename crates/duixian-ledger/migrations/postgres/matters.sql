-- Rows of matters, made from the events; dropped and made anew by a rebuilding. `body` is the whole matter as JSON,
-- the other columns are what lists filter and order by.
--
-- matter    one row a matter. due_at: the nearest end of a running clock; late: 1 where a clock ended unmet;
--           progress: hundredths of a percent; longitude, latitude: millionths of a degree; revision: the sequence of
--           its last event; words: what a search in lists looks through; facts: its fields as JSON, numbers and money
--           as whole numbers in units of their last declared digit
-- clock     one row a clock. fires_at: the next moment at which something has to happen by itself
-- turn      whose turn it is, for My work: owner is `unit:…`, `post:…`, `role:system:role` or `anyone`
-- step      one row an act, also those that clocks and children did
-- quantity  planned and actual, in units of the quantity's last declared digit; '' and 0 where no stage or year
-- exclusion matters left out of measures
-- counter   the last number given, by kind and year; year 0 counts over all years
drop table if exists matter;
drop table if exists clock;
drop table if exists turn;
drop table if exists step;
drop table if exists quantity;
drop table if exists exclusion;
drop table if exists counter;

create table matter (
  site text collate "C" not null,
  id text collate "C" not null,
  kind text collate "C" not null,
  system text collate "C" not null,
  number text collate "C" not null,
  title text collate "C" not null,
  state text collate "C" not null,
  state_kind text collate "C" not null,
  lead text collate "C",
  class text collate "C",
  area text collate "C",
  parent text collate "C",
  origin_document text collate "C",
  origin_promise text collate "C",
  import_key text collate "C",
  due_at text collate "C",
  late bigint not null,
  opened_at text collate "C" not null,
  entered_at text collate "C" not null,
  closed_at text collate "C",
  done_at text collate "C",
  verified_at text collate "C",
  progress bigint,
  urged bigint not null,
  supervised bigint not null,
  longitude bigint,
  latitude bigint,
  revision bigint not null,
  words text collate "C" not null,
  facts text collate "C" not null,
  body text collate "C" not null,
  primary key (site, id)
);
create index matter_by_opening on matter (site, kind, opened_at, id);
create index matter_by_state on matter (site, kind, state, opened_at, id);
create index matter_by_lead on matter (site, kind, lead, opened_at, id);
create index matter_by_class on matter (site, kind, class, opened_at, id);
create index matter_by_area on matter (site, kind, area, opened_at, id);
create index matter_by_due on matter (site, kind, due_at, id) where due_at is not null;
create index matter_by_number on matter (site, number);
create index matter_by_parent on matter (site, parent) where parent is not null;
create index matter_by_promise on matter (site, origin_document, origin_promise) where origin_document is not null;
create index matter_by_import_key on matter (site, kind, import_key) where import_key is not null;
create index matter_by_place on matter (site, kind, latitude, longitude) where latitude is not null;
create index matter_late on matter (site, kind, opened_at, id) where late = 1;

create table clock (
  site text collate "C" not null,
  matter text collate "C" not null,
  deadline text collate "C" not null,
  started_at text collate "C" not null,
  due_at text collate "C" not null,
  stopped_at text collate "C",
  breached_at text collate "C",
  provisional bigint not null,
  generation bigint not null,
  fires_at text collate "C",
  primary key (site, matter, deadline)
);
create index clock_by_firing on clock (site, fires_at) where fires_at is not null;
create index clock_provisional on clock (site, matter) where provisional = 1;

create table turn (
  site text collate "C" not null,
  matter text collate "C" not null,
  owner text collate "C" not null,
  judging bigint not null,
  due_at text collate "C",
  primary key (site, matter, owner)
);
create index turn_by_owner on turn (site, owner, due_at, matter);

create table step (
  site text collate "C" not null,
  matter text collate "C" not null,
  sequence bigint not null,
  act text collate "C" not null,
  from_state text collate "C" not null,
  to_state text collate "C" not null,
  at text collate "C" not null,
  unit text collate "C" not null,
  person text collate "C" not null,
  primary key (site, matter, sequence)
);

create table quantity (
  site text collate "C" not null,
  matter text collate "C" not null,
  stage text collate "C" not null,
  quantity text collate "C" not null,
  year bigint not null,
  planned bigint,
  actual bigint,
  primary key (site, matter, stage, quantity, year)
);

create table exclusion (
  site text collate "C" not null,
  matter text collate "C" not null,
  measure text collate "C" not null,
  reason text collate "C" not null,
  person text collate "C" not null,
  approver text collate "C" not null,
  at text collate "C" not null,
  primary key (site, matter, measure)
);
create index exclusion_of_measure on exclusion (site, measure);

create table counter (
  site text collate "C" not null,
  kind text collate "C" not null,
  year bigint not null,
  last bigint not null,
  primary key (site, kind, year)
);
