-- The register of audit checks: what each run found, each finding's steps, and the evidence each rests on.

create table check_count (
    ledger text collate "C" not null,
    position bigint not null,
    seq bigint not null,
    run text collate "C" not null,
    check_id text collate "C" not null,
    entries_to bigint not null,
    counted_to date not null,
    new_findings bigint not null,
    unchanged_findings bigint not null,
    gone_findings bigint not null,
    by text collate "C" not null,
    effective date not null,
    constraint check_count_pkey primary key (ledger, position, seq)
) partition by list (ledger);
create index check_count_by_run on check_count (ledger, run);

create table finding (
    ledger text collate "C" not null,
    position bigint not null,
    finding text collate "C" not null,
    check_id text collate "C" not null,
    stage text collate "C" not null,
    subject text collate "C",
    programme text collate "C",
    amount_fen bigint,
    run text collate "C",
    disposition text collate "C",
    reason text collate "C",
    by text collate "C",
    effective date not null,
    constraint finding_pkey primary key (ledger, position)
) partition by list (ledger);
create index finding_by_finding on finding (ledger, finding);

create table finding_evidence (
    ledger text collate "C" not null,
    position bigint not null,
    seq bigint not null,
    finding text collate "C" not null,
    source text collate "C" not null,
    source_position bigint not null,
    what text collate "C" not null,
    amount_fen bigint,
    day date,
    effective date not null,
    constraint finding_evidence_pkey primary key (ledger, position, seq)
) partition by list (ledger);
create index finding_evidence_by_finding on finding_evidence (ledger, finding);

grant select, insert on check_count, finding, finding_evidence to subsidy_projector;
grant select on check_count, finding, finding_evidence to subsidy_reader, subsidy_app;
