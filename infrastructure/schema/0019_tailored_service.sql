-- The registers of tailored service: steps of service files and of places, terms, and emergency aid.

create table service_step (
    ledger text collate "C" not null,
    position bigint not null,
    file text collate "C" not null,
    year bigint not null,
    beneficiary text collate "C" not null,
    region text collate "C",
    stage text collate "C" not null,
    what text collate "C",
    number bigint,
    times bigint,
    provider text collate "C",
    satisfaction bigint,
    page_sha256 text collate "C",
    signer text collate "C",
    signed_on date,
    text text collate "C",
    by text collate "C" not null,
    effective date not null,
    constraint service_step_pkey primary key (ledger, position)
) partition by list (ledger);
create index service_step_by_file on service_step (ledger, file, position);
create index service_step_by_beneficiary on service_step (ledger, beneficiary);
create index service_step_by_year on service_step (ledger, year, position);

create table service_place_step (
    ledger text collate "C" not null,
    position bigint not null,
    place text collate "C" not null,
    year bigint not null,
    region text collate "C" not null,
    stage text collate "C" not null,
    number bigint,
    period text collate "C",
    due_on date,
    what text collate "C",
    page_sha256 text collate "C",
    text text collate "C",
    document text collate "C",
    by text collate "C" not null,
    effective date not null,
    constraint service_place_step_pkey primary key (ledger, position)
) partition by list (ledger);
create index service_place_step_by_place on service_place_step (ledger, place);
create index service_place_step_by_year on service_place_step (ledger, year, position);

create table service_terms (
    ledger text collate "C" not null,
    position bigint not null,
    region text collate "C" not null,
    version bigint not null,
    valid_from date not null,
    document text collate "C" not null,
    weights text collate "C" not null,
    households bigint not null,
    quota_period text collate "C" not null,
    monthly_days bigint not null,
    quarterly_days bigint not null,
    programme text collate "C" not null,
    aid_person_fen bigint not null,
    aid_year_fen bigint not null,
    by text collate "C" not null,
    effective date not null,
    constraint service_terms_pkey primary key (ledger, position)
) partition by list (ledger);
create index service_terms_by_region on service_terms (ledger, region);

create table aid_step (
    ledger text collate "C" not null,
    position bigint not null,
    aid text collate "C" not null,
    year bigint not null,
    beneficiary text collate "C" not null,
    region text collate "C",
    programme text collate "C",
    stage text collate "C" not null,
    amount_fen bigint,
    payout text collate "C",
    text text collate "C",
    page_sha256 text collate "C",
    by text collate "C" not null,
    effective date not null,
    constraint aid_step_pkey primary key (ledger, position)
) partition by list (ledger);
create index aid_step_by_aid on aid_step (ledger, aid);
create index aid_step_by_beneficiary on aid_step (ledger, beneficiary);
create index aid_step_by_year on aid_step (ledger, year, position);

grant select, insert on service_step, service_place_step, service_terms, aid_step to subsidy_projector;
grant select on service_step, service_place_step, service_terms, aid_step to subsidy_reader, subsidy_app;
