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
  site text collate "C" not null,
  id text collate "C" not null,
  place text collate "C" not null,
  place_name text collate "C" not null,
  year bigint,
  added_at text collate "C" not null,
  deleted bigint not null,
  engine_version bigint not null,
  revision bigint not null,
  promises bigint not null,
  words text collate "C" not null,
  body text collate "C" not null,
  primary key (site, id)
);

create table text (
  site text collate "C" not null,
  document text collate "C" not null,
  sections text collate "C" not null,
  body text collate "C" not null,
  primary key (site, document)
);

create table sentence (
  site text collate "C" not null,
  document text collate "C" not null,
  ordinal bigint not null,
  words text collate "C" not null,
  body text collate "C" not null,
  primary key (site, document, ordinal)
);

create table figure (
  site text collate "C" not null,
  id text collate "C" not null,
  document text collate "C" not null,
  ordinal bigint not null,
  sentence bigint not null,
  kind text collate "C" not null,
  measure text collate "C" not null,
  metric text collate "C",
  region text collate "C" not null,
  period text collate "C",
  last_month bigint,
  value text collate "C" not null,
  subject text collate "C" not null,
  words text collate "C" not null,
  headings text collate "C" not null,
  field text collate "C" not null,
  corrected bigint not null,
  wrong bigint not null,
  body text collate "C" not null,
  primary key (site, id)
);
create index figure_in_text on figure (site, document, ordinal);
create index figure_of_metric on figure (site, metric);

create table promise (
  site text collate "C" not null,
  id text collate "C" not null,
  document text collate "C" not null,
  ordinal bigint not null,
  sentence bigint not null,
  hardness text collate "C" not null,
  field text collate "C" not null,
  period text collate "C",
  words text collate "C" not null,
  headings text collate "C" not null,
  corrected bigint not null,
  wrong bigint not null,
  body text collate "C" not null,
  primary key (site, id)
);
create index promise_in_text on promise (site, document, ordinal);

create table correction (
  entry bigint generated always as identity,
  site text collate "C" not null,
  event text collate "C" not null,
  document text collate "C" not null,
  subject text collate "C" not null,
  target text collate "C",
  withdrawn bigint not null,
  body text collate "C" not null,
  primary key (site, event)
);
create index correction_in_document on correction (site, document);

create table decision (
  entry bigint generated always as identity,
  site text collate "C" not null,
  event text collate "C" not null,
  withdrawn bigint not null,
  body text collate "C" not null,
  primary key (site, event)
);
