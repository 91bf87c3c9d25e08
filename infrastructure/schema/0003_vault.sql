-- The vault: personal data, apart from the log. Whoever reads these tables without the master key learns how many
-- people there are and who looked at whom, and nothing about any of them.

-- One row a ledger. Its lock orders registrations, so that of two for the same person one wins; the check value tells
-- a wrong master key before anything is sealed under it.
create table vault (
    ledger text collate "C" not null,
    master_key_id text collate "C" not null,
    key_check bytea not null check (octet_length(key_check) = 32),
    people bigint not null default 0 check (people >= 0),
    primary key (ledger)
);

-- The sealed record: AES-256-GCM under the person's own key, bound to ledger, beneficiary and revision. The salt of the
-- commitment is sealed with it: the commitment is in the log, and a salt in the clear would invite guessing. A record
-- that changes is a further revision; the newest is the current one, the others open what the log committed to then.
create table vault_person (
    ledger text collate "C" not null,
    beneficiary_id text collate "C" not null,
    revision integer not null check (revision > 0),
    sealed bytea not null,
    commitment bytea not null check (octet_length(commitment) = 32),
    sealed_at timestamptz not null default now(),
    primary key (ledger, beneficiary_id, revision)
);

-- The person's key, wrapped by the master key. Erasing a person is deleting this row and their rows in vault_index.
create table vault_key (
    ledger text collate "C" not null,
    beneficiary_id text collate "C" not null,
    master_key_id text collate "C" not null,
    wrapped bytea not null check (octet_length(wrapped) = 60),
    primary key (ledger, beneficiary_id)
);

-- Keyed digests of numbers, for exact lookup. An account may belong to several people (a guardian's card). A number is
-- somebody's from one revision until the one that no longer has it (null: the current one has it). Lookups and
-- uniqueness are of current numbers only: one that was mistyped is free for whom it belongs to. What was is kept, for
-- whoever has to find out whose card this used to be.
create table vault_index (
    ledger text collate "C" not null,
    kind text collate "C" not null check (kind in ('id_number', 'certificate', 'account')),
    digest bytea not null check (octet_length(digest) = 32),
    beneficiary_id text collate "C" not null,
    since_revision integer not null check (since_revision > 0),
    until_revision integer check (until_revision > since_revision),
    primary key (ledger, kind, digest, beneficiary_id, since_revision)
);
create unique index vault_index_one_person on vault_index (ledger, kind, digest)
    where kind in ('id_number', 'certificate') and until_revision is null;
create index vault_index_of_person on vault_index (ledger, beneficiary_id);

create trigger closed_once before update on vault_index
    for each row when (old.until_revision is not null) execute function refuse_change();
alter table vault_index enable always trigger closed_once;

-- Who opened whose data, when and why; also who sealed or amended it, and who had it compared with what they brought.
create table vault_access (
    ledger text collate "C" not null,
    number bigint not null generated always as identity,
    beneficiary_id text collate "C" not null,
    accessed_at timestamptz not null default now(),
    actor text collate "C" not null check (actor <> ''),
    action text collate "C" not null check (action in ('admitted', 'amended', 'compared', 'revealed')),
    why text not null check (why ~ '\S'),
    primary key (ledger, number)
);
create index vault_access_of_person on vault_access (ledger, beneficiary_id, number);

create trigger append_only before update or delete or truncate on vault_access
    for each statement execute function refuse_change();
alter table vault_access enable always trigger append_only;

grant select, insert on vault, vault_person, vault_key, vault_index, vault_access to subsidy_app;
grant update (people) on vault to subsidy_app;
grant update (until_revision) on vault_index to subsidy_app;
grant select on vault_access to subsidy_reader;
grant select on vault to subsidy_eraser;
grant select, delete on vault_key, vault_index to subsidy_eraser;
