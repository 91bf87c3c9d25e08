-- The register of screenings: how far everybody came, which follow-ups are due, who pays for services over the target.

create table screening (
    ledger text collate "C" not null,
    position bigint not null,
    screening text collate "C" not null,
    stage text collate "C" not null,
    programme text collate "C",
    region text collate "C",
    fiscal_year bigint,
    target bigint,
    price_fen bigint,
    service text collate "C",
    by text collate "C" not null,
    effective date not null,
    constraint screening_pkey primary key (ledger, position)
) partition by list (ledger);
create index screening_by_screening on screening (ledger, screening);

create table screened_person (
    ledger text collate "C" not null,
    position bigint not null,
    seq bigint not null,
    screening text collate "C" not null,
    beneficiary text collate "C" not null,
    stage text collate "C" not null,
    programme text collate "C" not null,
    region text collate "C" not null,
    at text collate "C" not null,
    reason text collate "C" not null,
    institution text collate "C" not null,
    by text collate "C" not null,
    effective date not null,
    constraint screened_person_pkey primary key (ledger, position, seq)
) partition by list (ledger);
create index screened_person_by_screening on screened_person (ledger, screening, position, seq);
create index screened_person_by_beneficiary on screened_person (ledger, beneficiary);

create table follow_up (
    ledger text collate "C" not null,
    position bigint not null,
    seq bigint not null,
    screening text collate "C" not null,
    beneficiary text collate "C" not null,
    day bigint not null,
    stage text collate "C" not null,
    programme text collate "C" not null,
    region text collate "C" not null,
    due_on date,
    reason text collate "C" not null,
    by text collate "C" not null,
    effective date not null,
    constraint follow_up_pkey primary key (ledger, position, seq)
) partition by list (ledger);
create index follow_up_by_screening on follow_up (ledger, screening, position, seq);
create index follow_up_by_beneficiary on follow_up (ledger, beneficiary);

create table screening_claim (
    ledger text collate "C" not null,
    position bigint not null,
    seq bigint not null,
    screening text collate "C" not null,
    beneficiary text collate "C" not null,
    stage text collate "C" not null,
    programme text collate "C" not null,
    region text collate "C" not null,
    number bigint,
    amount_fen bigint,
    document text collate "C" not null,
    tier text collate "C" not null,
    reason text collate "C" not null,
    by text collate "C" not null,
    effective date not null,
    constraint screening_claim_pkey primary key (ledger, position, seq)
) partition by list (ledger);
create index screening_claim_by_screening on screening_claim (ledger, screening, position, seq);
create index screening_claim_by_beneficiary on screening_claim (ledger, beneficiary);

grant select, insert on screening, screened_person, follow_up, screening_claim to subsidy_projector;
grant select on screening, screened_person, follow_up, screening_claim to subsidy_reader, subsidy_app;

-- Lists of screenings are brought as files, too. Which kinds of jobs there are is known where they are done.
alter table job drop constraint if exists job_kind_check;
alter table job add constraint job_kind_check check (kind ~ '^[a-z][a-z_]{2,39}$');
