-- The register of devices in kind: what came in and went out, what was counted, and who was fitted with what.

create table device_step (
    ledger text collate "C" not null,
    position bigint not null,
    programme text collate "C" not null,
    device text collate "C" not null,
    stage text collate "C" not null,
    region text collate "C" not null,
    name_zh text collate "C",
    name_en text collate "C",
    life bigint,
    fiscal_year bigint,
    batch text collate "C",
    supplier text collate "C",
    document text collate "C",
    quantity bigint,
    expected bigint,
    reason text collate "C",
    by text collate "C" not null,
    effective date not null,
    constraint device_step_pkey primary key (ledger, position)
) partition by list (ledger);
create index device_step_by_kind on device_step (ledger, programme, device, position);

create table device_fitting (
    ledger text collate "C" not null,
    position bigint not null,
    programme text collate "C" not null,
    device text collate "C" not null,
    beneficiary text collate "C" not null,
    region text collate "C" not null,
    batch text collate "C" not null,
    signed_by text collate "C" not null,
    form_sha256 text collate "C" not null,
    by text collate "C" not null,
    effective date not null,
    constraint device_fitting_pkey primary key (ledger, position)
) partition by list (ledger);
create index device_fitting_by_kind on device_fitting (ledger, programme, device, position);
create index device_fitting_by_beneficiary on device_fitting (ledger, beneficiary);

grant select, insert on device_step, device_fitting to subsidy_projector;
grant select on device_step, device_fitting to subsidy_reader, subsidy_app;
