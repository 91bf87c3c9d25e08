-- The log: entries that are only ever added, numbered 1, 2, 3 … without a gap, ledger by ledger.
-- `ledger` (a county, a prefecture) leads every key, so that many share one server and Citus may place them by it.

-- Roles belong to the whole server and several databases may be made at once, so each is made if it is missing.
do $$
declare
    wanted text;
begin
    foreach wanted in array array[
        'subsidy_owner', 'subsidy_app', 'subsidy_projector', 'subsidy_reader', 'subsidy_eraser'
    ] loop
        begin
            execute format('create role %I nologin', wanted);
        exception
            when duplicate_object or unique_violation then null;
        end;
        -- Who made a role may give it away but not act as it (since PostgreSQL 16), unless told so.
        if not (select rolsuper from pg_roles where rolname = current_user) then
            begin
                execute format('grant %I to current_user with set true, inherit true', wanted);
            exception
                when insufficient_privilege then null;  -- Made by somebody else, who has to grant it.
            end;
        end if;
    end loop;
end
$$;

-- Everything in the schema belongs to a role nobody logs in as; each later file runs as that role.
alter schema subsidy owner to subsidy_owner;
set local role subsidy_owner;

grant usage on schema subsidy to subsidy_app, subsidy_projector, subsidy_reader, subsidy_eraser;

-- One row a ledger. Its row lock makes one writer of many, and orders the entries.
create table ledger_head (
    ledger text collate "C" not null check (ledger <> ''),
    last_position bigint not null default 0 check (last_position >= 0),
    last_recorded_at timestamptz not null default '-infinity',
    constraint ledger_head_pkey primary key (ledger)
) with (fillfactor = 10);  -- The row is rewritten by every append: room beside it keeps the table at one page or few.

-- `body` is the entry, canonical JSON as made and as hashed; the columns before it repeat what is searched by.
-- `recorded_at` never goes back from one position to the next, so an instant is found by halving, without an index.
create table entry (
    ledger text collate "C" not null,
    position bigint not null check (position > 0),
    stream text collate "C" not null check (stream <> ''),
    version integer not null check (version >= 0),
    name text collate "C" not null check (name <> ''),
    recorded_at timestamptz not null,
    body bytea not null check (octet_length(body) between 1 and 65535),
    constraint entry_pkey primary key (ledger, position),
    constraint entry_stream_version_key unique (ledger, stream, version)
);

-- What a command was answered, written in the transaction of its entries.
create table receipt (
    ledger text collate "C" not null,
    command_id text collate "C" not null check (command_id <> ''),
    request_hash text collate "C" not null,
    last_position bigint not null check (last_position >= 0),
    answer bytea not null,
    constraint receipt_pkey primary key (ledger, command_id)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% on % is refused: what is in the log stays as it is', tg_op, tg_table_name
        using errcode = 'restrict_violation', constraint = 'append_only', table = tg_table_name;
end
$$;

create function only_forward() returns trigger language plpgsql as $$
begin
    if new.ledger <> old.ledger or new.last_position < old.last_position
            or new.last_recorded_at < old.last_recorded_at then
        raise exception 'the head of ledger % only steps forward', old.ledger
            using errcode = 'restrict_violation', constraint = 'only_forward', table = tg_table_name;
    end if;
    return new;
end
$$;

-- `enable always`: or whoever sets session_replication_role walks past them.
create trigger append_only before update or delete or truncate on entry
    for each statement execute function refuse_change();
alter table entry enable always trigger append_only;

create trigger append_only before update or delete or truncate on receipt
    for each statement execute function refuse_change();
alter table receipt enable always trigger append_only;

create trigger append_only before delete or truncate on ledger_head
    for each statement execute function refuse_change();
alter table ledger_head enable always trigger append_only;

create trigger only_forward before update on ledger_head
    for each row execute function only_forward();
alter table ledger_head enable always trigger only_forward;

grant select, insert on entry, receipt to subsidy_app;
grant select, update (last_position, last_recorded_at) on ledger_head to subsidy_app;
grant select on entry, ledger_head to subsidy_projector, subsidy_reader;
