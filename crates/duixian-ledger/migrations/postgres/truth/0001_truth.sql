-- What is kept for ever: events, and the files as they came. Keys lead with the site.
-- Numbers have 64 bits, yes and no are 1 and 0, and text is ordered by its code points, as SQLite does.
create table event (
  site text collate "C" not null,
  sequence bigint not null,
  id text collate "C" not null,
  at text collate "C" not null,
  actor text collate "C" not null,
  kind text collate "C" not null,
  format_version bigint not null,
  -- What it is about: a document, or another thing with an id; nothing ('') where it is about several.
  subject text collate "C" not null,
  touches_text bigint not null,
  body text collate "C" not null,
  primary key (site, sequence),
  unique (site, id)
);
create index event_of_subject on event (site, subject, sequence);

create table file (
  site text collate "C" not null,
  content text collate "C" not null,
  bytes bytea not null,
  primary key (site, content)
);
-- Files are compressed by their own formats.
alter table file alter column bytes set storage external;

-- One row a site: the sequence of its last event. Whoever writes takes it first.
create table head (
  site text collate "C" primary key,
  sequence bigint not null
);

-- One row a fact about the database itself: the version and state of the rows.
create table fact (
  name text collate "C" primary key,
  value text collate "C" not null
);

-- What is kept for ever is only added to. Whoever has to break this rule drops the trigger first, and knows it.
create function refuse_to_change() returns trigger language plpgsql as $$
begin raise exception '%s are never changed or deleted', tg_table_name; end
$$;
create trigger event_is_never_changed before update or delete on event
  for each row execute function refuse_to_change();
create trigger event_is_never_emptied before truncate on event
  for each statement execute function refuse_to_change();
create trigger file_is_never_changed before update or delete on file
  for each row execute function refuse_to_change();
create trigger file_is_never_emptied before truncate on file
  for each statement execute function refuse_to_change();
