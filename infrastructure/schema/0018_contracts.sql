-- The registers of designated institutions, of tenders' lots and of service records.

create table designation (
    ledger text collate "C" not null,
    position bigint not null,
    seq bigint not null,
    institution text collate "C" not null,
    change text collate "C" not null,
    name text collate "C",
    programme text collate "C",
    valid_from date not null,
    valid_until date,
    document text collate "C" not null,
    reason text collate "C",
    by text collate "C" not null,
    effective date not null,
    constraint designation_pkey primary key (ledger, position, seq)
) partition by list (ledger);
create index designation_by_institution on designation (ledger, institution);

create table tender_lot (
    ledger text collate "C" not null,
    position bigint not null,
    seq bigint not null,
    tender text collate "C" not null,
    lot text collate "C" not null,
    change text collate "C" not null,
    title text collate "C",
    document text collate "C",
    programme text collate "C",
    region text collate "C",
    fiscal_year bigint,
    unit text collate "C",
    price_fen bigint,
    quantity bigint,
    ceiling_fen bigint,
    institution text collate "C",
    agreement text collate "C",
    reason text collate "C",
    by text collate "C" not null,
    effective date not null,
    constraint tender_lot_pkey primary key (ledger, position, seq)
) partition by list (ledger);
create index tender_lot_by_tender on tender_lot (ledger, tender, lot);

create table service_record (
    ledger text collate "C" not null,
    position bigint not null,
    seq bigint not null,
    agreement text collate "C" not null,
    programme text collate "C" not null,
    beneficiary text collate "C" not null,
    unit text collate "C" not null,
    start_minute bigint,
    end_minute bigint,
    counted bigint not null,
    signed_on date not null,
    effective date not null,
    constraint service_record_pkey primary key (ledger, position, seq)
) partition by list (ledger);
create index service_record_by_agreement on service_record (ledger, agreement, position, seq);
create index service_record_by_beneficiary on service_record (ledger, beneficiary, position, seq);

grant select, insert on designation, tender_lot, service_record to subsidy_projector;
grant select on designation, tender_lot, service_record to subsidy_reader, subsidy_app;
