-- Keys that make it safe to ask for the same act again: what was asked under a key, and what came of it.
create table answer (
  site text not null,
  key text not null,
  digest text not null,
  matter text not null,
  sequence integer not null,
  at text not null,
  primary key (site, key)
) strict, without rowid;

-- The chain of hashes over the events: each covers its event and the hash before it (docs/audit.md).
create table audit (
  site text not null,
  sequence integer not null,
  hash text not null,
  primary key (site, sequence)
) strict, without rowid;

create trigger audit_is_never_changed before update on audit
begin select raise(abort, 'hashes of events are never changed'); end;

create trigger audit_is_never_deleted before delete on audit
begin select raise(abort, 'hashes of events are never deleted'); end;

-- Which event changed last what a search can find is asked before every search.
create index event_of_text on event (site, sequence) where touches_text = 1;
