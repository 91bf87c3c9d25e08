-- Bulk jobs: lists brought as files and worked on by whoever is free. What a job has done is in the log; these tables
-- only say how far it has come, and nothing in the ledger rests on them.

create table job (
    ledger text collate "C" not null,
    id text collate "C" not null,
    number bigint not null generated always as identity,
    command_id text collate "C" not null,
    dry_run boolean not null,
    request_hash text collate "C" not null,
    kind text collate "C" not null check (kind in ('people_import', 'batch_import', 'bank_result')),
    state text collate "C" not null default 'waiting'
        check (state in ('waiting', 'running', 'doubtful', 'refused', 'done', 'cancelled', 'failed')),
    asked_by text collate "C" not null check (asked_by <> ''),
    asked_at timestamptz not null default clock_timestamp(),
    parameters text not null,
    file_name text not null,
    file_sha256 text collate "C" not null check (file_sha256 ~ '^[0-9a-f]{64}$'),
    size bigint not null check (size >= 0),
    pieces integer not null check (pieces >= 0),
    sheet text not null,
    accepted text[] not null,
    progress_done bigint not null default 0,
    progress_of bigint not null default 0,
    answer text,
    problem_code text collate "C",
    problem_field text,
    problem_zh text,
    problem_en text,
    remarks integer not null default 0,
    finished_at timestamptz,
    -- Who does it and until when they are taken to be alive: a lease that ran out may be taken by anybody.
    runner text collate "C",
    lease_until timestamptz,
    attempts integer not null default 0,
    not_before timestamptz not null default clock_timestamp(),
    constraint job_pkey primary key (ledger, id),
    constraint job_asked_once unique (ledger, command_id, dry_run),
    constraint job_is_leased_while_it_runs check ((state = 'running') = (runner is not null)),
    constraint job_has_ended check ((state in ('refused', 'done', 'cancelled', 'failed')) = (finished_at is not null))
) with (fillfactor = 70);
create index job_by_number on job (ledger, number);
create index job_by_officer on job (ledger, asked_by, number);
create index job_to_do on job (ledger, number) where state in ('waiting', 'running');

-- The file, a piece a row: AES-256-GCM under a key of its own, derived from the master key and bound to ledger, job and
-- place. The pieces are there before the job is, and go when it has ended, or after some hours.
create table upload (
    ledger text collate "C" not null,
    job text collate "C" not null,
    number integer not null check (number > 0),
    sealed bytea not null check (octet_length(sealed) <= 1048576),
    kept_since timestamptz not null default clock_timestamp(),
    constraint upload_pkey primary key (ledger, job, number)
);
-- Sealed bytes do not get smaller.
alter table upload alter column sealed set storage external;
create index upload_by_age on upload (ledger, kept_since);

-- What there is to say about cells of the file; values are masked before they come here.
create table job_remark (
    ledger text collate "C" not null,
    job text collate "C" not null,
    number integer not null check (number > 0),
    is_doubt boolean not null,
    sheet text not null,
    row_number integer not null,
    column_letters text collate "C" not null,
    heading text not null,
    value text not null,
    code text collate "C" not null,
    zh text not null,
    en text not null,
    constraint job_remark_pkey primary key (ledger, job, number)
);

-- Whom each row of a finished list means.
create table job_row (
    ledger text collate "C" not null,
    job text collate "C" not null,
    row_number integer not null,
    beneficiary text collate "C" not null,
    constraint job_row_pkey primary key (ledger, job, row_number)
);

grant select, insert, update on job to subsidy_app;
grant select, insert, delete on upload, job_remark, job_row to subsidy_app;
