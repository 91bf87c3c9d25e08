-- The register of inspections: what each drew from and whom, the visits, and what became of what they found.

create table inspection (
    ledger text collate "C" not null,
    position bigint not null,
    inspection text collate "C" not null,
    stage text collate "C" not null,
    programme text collate "C",
    region text collate "C",
    period text collate "C",
    frame text collate "C",
    entries_to bigint,
    frame_sha256 text collate "C",
    method text collate "C",
    seed text collate "C",
    tree_size bigint,
    people bigint,
    by text collate "C" not null,
    effective date not null,
    constraint inspection_pkey primary key (ledger, position)
) partition by list (ledger);
create index inspection_by_inspection on inspection (ledger, inspection);

create table inspection_unit (
    ledger text collate "C" not null,
    position bigint not null,
    seq bigint not null,
    inspection text collate "C" not null,
    unit text collate "C" not null,
    people bigint not null,
    drawn bigint,
    effective date not null,
    constraint inspection_unit_pkey primary key (ledger, position, seq)
) partition by list (ledger);
create index inspection_unit_by_inspection on inspection_unit (ledger, inspection);

create table sample_person (
    ledger text collate "C" not null,
    position bigint not null,
    seq bigint not null,
    inspection text collate "C" not null,
    beneficiary text collate "C" not null,
    region text collate "C" not null,
    programme text collate "C" not null,
    effective date not null,
    constraint sample_person_pkey primary key (ledger, position, seq)
) partition by list (ledger);
create index sample_person_by_inspection on sample_person (ledger, inspection, position, seq);
create index sample_person_by_beneficiary on sample_person (ledger, beneficiary);

create table visit (
    ledger text collate "C" not null,
    position bigint not null,
    inspection text collate "C" not null,
    beneficiary text collate "C" not null,
    stage text collate "C" not null,
    programme text collate "C",
    region text collate "C",
    planned_for date,
    not_met text collate "C",
    satisfaction bigint,
    differing bigint,
    remark text collate "C",
    by text collate "C" not null,
    effective date not null,
    constraint visit_pkey primary key (ledger, position)
) partition by list (ledger);
create index visit_by_inspection on visit (ledger, inspection, beneficiary, position);
create index visit_by_beneficiary on visit (ledger, beneficiary);

create table visit_fact (
    ledger text collate "C" not null,
    position bigint not null,
    seq bigint not null,
    inspection text collate "C" not null,
    beneficiary text collate "C" not null,
    fact text collate "C" not null,
    stored text collate "C" not null,
    found text collate "C" not null,
    effective date not null,
    constraint visit_fact_pkey primary key (ledger, position, seq)
) partition by list (ledger);
create index visit_fact_by_inspection on visit_fact (ledger, inspection, beneficiary);
create index visit_fact_by_beneficiary on visit_fact (ledger, beneficiary);

create table visit_finding_step (
    ledger text collate "C" not null,
    position bigint not null,
    finding text collate "C" not null,
    inspection text collate "C" not null,
    beneficiary text collate "C" not null,
    stage text collate "C" not null,
    programme text collate "C",
    region text collate "C",
    what text collate "C",
    text text collate "C",
    answer_due_on date,
    recovery text collate "C",
    amount_fen bigint,
    by text collate "C" not null,
    effective date not null,
    constraint visit_finding_step_pkey primary key (ledger, position)
) partition by list (ledger);
create index visit_finding_step_by_finding on visit_finding_step (ledger, finding);
create index visit_finding_step_by_inspection on visit_finding_step (ledger, inspection, position);
create index visit_finding_step_by_beneficiary on visit_finding_step (ledger, beneficiary);

grant select, insert on inspection, inspection_unit, sample_person, visit, visit_fact, visit_finding_step
    to subsidy_projector;
grant select on inspection, inspection_unit, sample_person, visit, visit_fact, visit_finding_step
    to subsidy_reader, subsidy_app;
