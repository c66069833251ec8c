-- Rows made from the events; dropped and made anew by a rebuilding. `body` is the whole row as JSON,
-- the other columns are what lists filter and order by. `entry` keeps the order in which rows came.
drop table if exists decision;
drop table if exists correction;
drop table if exists promise;
drop table if exists figure;
drop table if exists sentence;
drop table if exists text;
drop table if exists document;

create table document (
  site text not null,
  id text not null,
  place text not null,
  place_name text not null,
  year integer,
  added_at text not null,
  deleted integer not null,
  engine_version integer not null,
  revision integer not null,
  promises integer not null,
  words text not null,
  body text not null,
  primary key (site, id)
) strict;

create table text (
  site text not null,
  document text not null,
  sections text not null,
  body text not null,
  primary key (site, document)
) strict;

create table sentence (
  site text not null,
  document text not null,
  ordinal integer not null,
  words text not null,
  body text not null,
  primary key (site, document, ordinal)
) strict, without rowid;

create table figure (
  site text not null,
  id text not null,
  document text not null,
  ordinal integer not null,
  sentence integer not null,
  kind text not null,
  measure text not null,
  metric text,
  region text not null,
  period text,
  last_month integer,
  value text not null,
  subject text not null,
  words text not null,
  headings text not null,
  field text not null,
  corrected integer not null,
  wrong integer not null,
  body text not null,
  primary key (site, id)
) strict;
create index figure_in_text on figure (site, document, ordinal);
create index figure_of_metric on figure (site, metric);

create table promise (
  site text not null,
  id text not null,
  document text not null,
  ordinal integer not null,
  sentence integer not null,
  hardness text not null,
  field text not null,
  period text,
  words text not null,
  headings text not null,
  corrected integer not null,
  wrong integer not null,
  body text not null,
  primary key (site, id)
) strict;
create index promise_in_text on promise (site, document, ordinal);

create table correction (
  entry integer primary key,
  site text not null,
  event text not null,
  document text not null,
  subject text not null,
  target text,
  withdrawn integer not null,
  body text not null,
  unique (site, event)
) strict;
create index correction_in_document on correction (site, document);

create table decision (
  entry integer primary key,
  site text not null,
  event text not null,
  withdrawn integer not null,
  body text not null,
  unique (site, event)
) strict;
