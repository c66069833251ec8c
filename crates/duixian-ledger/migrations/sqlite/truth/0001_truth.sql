-- What is kept for ever: events, and the files as they came. Keys lead with the site.
create table event (
  site text not null,
  sequence integer not null,
  id text not null,
  at text not null,
  actor text not null,
  kind text not null,
  format_version integer not null,
  document text not null,
  touches_text integer not null,
  body text not null,
  primary key (site, sequence),
  unique (site, id)
) strict, without rowid;

create table file (
  site text not null,
  content text not null,
  bytes blob not null,
  primary key (site, content)
) strict;

-- One row a fact about the database itself: the version and state of the rows.
create table fact (
  name text primary key,
  value text not null
) strict, without rowid;
