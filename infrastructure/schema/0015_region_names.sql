-- The register of region names: a code, a name, and the days for which it holds; a correction is a later row.

create table region_name (
    ledger text collate "C" not null,
    position bigint not null,
    region text collate "C" not null,
    name text collate "C" not null,
    valid_to date,
    document text collate "C" not null,
    effective date not null,
    constraint region_name_pkey primary key (ledger, position)
) partition by list (ledger);
create index region_name_by_region on region_name (ledger, region, position);

grant select, insert on region_name to subsidy_projector;
grant select on region_name to subsidy_reader, subsidy_app;

alter table job drop constraint job_kind_check;
alter table job add constraint job_kind_check
    check (kind in ('people_import', 'batch_import', 'bank_result', 'region_import'));
