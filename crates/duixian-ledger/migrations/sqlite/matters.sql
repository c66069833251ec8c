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
  site text not null,
  id text not null,
  kind text not null,
  system text not null,
  number text not null,
  title text not null,
  state text not null,
  state_kind text not null,
  lead text,
  class text,
  area text,
  parent text,
  origin_document text,
  origin_promise text,
  import_key text,
  due_at text,
  late integer not null,
  opened_at text not null,
  entered_at text not null,
  closed_at text,
  done_at text,
  verified_at text,
  progress integer,
  urged integer not null,
  supervised integer not null,
  longitude integer,
  latitude integer,
  revision integer not null,
  words text not null,
  facts text not null,
  body text not null,
  primary key (site, id)
) strict;
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
  site text not null,
  matter text not null,
  deadline text not null,
  started_at text not null,
  due_at text not null,
  stopped_at text,
  breached_at text,
  provisional integer not null,
  generation integer not null,
  fires_at text,
  primary key (site, matter, deadline)
) strict, without rowid;
create index clock_by_firing on clock (site, fires_at) where fires_at is not null;
create index clock_provisional on clock (site, matter) where provisional = 1;

create table turn (
  site text not null,
  matter text not null,
  owner text not null,
  judging integer not null,
  due_at text,
  primary key (site, matter, owner)
) strict, without rowid;
create index turn_by_owner on turn (site, owner, due_at, matter);

create table step (
  site text not null,
  matter text not null,
  sequence integer not null,
  act text not null,
  from_state text not null,
  to_state text not null,
  at text not null,
  unit text not null,
  person text not null,
  primary key (site, matter, sequence)
) strict, without rowid;

create table quantity (
  site text not null,
  matter text not null,
  stage text not null,
  quantity text not null,
  year integer not null,
  planned integer,
  actual integer,
  primary key (site, matter, stage, quantity, year)
) strict, without rowid;

create table exclusion (
  site text not null,
  matter text not null,
  measure text not null,
  reason text not null,
  person text not null,
  approver text not null,
  at text not null,
  primary key (site, matter, measure)
) strict, without rowid;
create index exclusion_of_measure on exclusion (site, measure);

create table counter (
  site text not null,
  kind text not null,
  year integer not null,
  last integer not null,
  primary key (site, kind, year)
) strict, without rowid;
