-- Keys that make it safe to ask for the same act again: what was asked under a key, and what came of it.
create table answer (
  site text collate "C" not null,
  key text collate "C" not null,
  digest text collate "C" not null,
  matter text collate "C" not null,
  sequence bigint not null,
  at text collate "C" not null,
  primary key (site, key)
);

-- The chain of hashes over the events: each covers its event and the hash before it (docs/audit.md).
create table audit (
  site text collate "C" not null,
  sequence bigint not null,
  hash text collate "C" not null,
  primary key (site, sequence)
);

create trigger audit_is_never_changed before update or delete on audit
  for each row execute function refuse_to_change();
create trigger audit_is_never_emptied before truncate on audit
  for each statement execute function refuse_to_change();

-- Which event changed last what a search can find is asked before every search.
create index event_of_text on event (site, sequence) where touches_text = 1;
