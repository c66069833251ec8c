-- What is kept for ever is only added to. Whoever has to break this rule drops the trigger first, and knows it.
create trigger event_is_never_changed before update on event
begin select raise(abort, 'events are never changed'); end;

create trigger event_is_never_deleted before delete on event
begin select raise(abort, 'events are never deleted'); end;

create trigger file_is_never_changed before update on file
begin select raise(abort, 'files are never changed'); end;

create trigger file_is_never_deleted before delete on file
begin select raise(abort, 'files are never deleted'); end;
