-- What an event is about: a document, or another thing with an id; nothing ('') where it is about several.
alter table event rename column document to subject;
create index event_of_subject on event (site, subject, sequence);

-- One row a site: the sequence of its last event. Whoever writes takes it first.
create table head (
  site text primary key,
  sequence integer not null
) strict, without rowid;
insert into head (site, sequence) select site, max(sequence) from event group by site;
