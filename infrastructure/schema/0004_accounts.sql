-- The register of accounts: who may act, and which role was given or taken, for which region and programmes.

create table account_step (
    ledger text collate "C" not null,
    position bigint not null,
    account text collate "C" not null,
    stage text collate "C" not null,
    reason text collate "C",
    by text collate "C" not null,
    effective date not null,
    constraint account_step_pkey primary key (ledger, position)
) partition by list (ledger);
create index account_step_by_account on account_step (ledger, account);

create table role_step (
    ledger text collate "C" not null,
    position bigint not null,
    account text collate "C" not null,
    stage text collate "C" not null,
    role text collate "C" not null,
    region text collate "C" not null,
    programmes text collate "C" not null,
    by text collate "C" not null,
    effective date not null,
    constraint role_step_pkey primary key (ledger, position)
) partition by list (ledger);
create index role_step_by_account on role_step (ledger, account);

grant select, insert on account_step, role_step to subsidy_projector;
grant select on account_step, role_step to subsidy_reader, subsidy_app;
