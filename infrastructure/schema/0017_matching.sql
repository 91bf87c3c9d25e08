-- The register of matching funds: schemes, units with the conditions they met, and each level's part of each unit.

create table matching_scheme (
    ledger text collate "C" not null,
    position bigint not null,
    scheme text collate "C" not null,
    programme text collate "C" not null,
    region text collate "C" not null,
    period text collate "C" not null,
    document text collate "C" not null,
    ratio text collate "C" not null,
    conditions text collate "C" not null,
    by text collate "C" not null,
    effective date not null,
    constraint matching_scheme_pkey primary key (ledger, position)
) partition by list (ledger);
create index matching_scheme_by_scheme on matching_scheme (ledger, scheme);

create table matching_unit (
    ledger text collate "C" not null,
    position bigint not null,
    scheme text collate "C" not null,
    unit text collate "C" not null,
    step text collate "C" not null,
    programme text collate "C",
    region text collate "C",
    name text collate "C",
    agreement text collate "C",
    amount_fen bigint,
    condition text collate "C",
    document text collate "C",
    confirmed_by text collate "C",
    by text collate "C" not null,
    effective date not null,
    constraint matching_unit_pkey primary key (ledger, position)
) partition by list (ledger);
create index matching_unit_by_scheme on matching_unit (ledger, scheme, position);

create table matching_part (
    ledger text collate "C" not null,
    position bigint not null,
    seq bigint not null,
    claim text collate "C" not null,
    scheme text collate "C" not null,
    unit text collate "C" not null,
    programme text collate "C" not null,
    region text collate "C" not null,
    payout text collate "C" not null,
    level text collate "C" not null,
    kind text collate "C" not null,
    amount_fen bigint not null,
    freed_by text collate "C" not null,
    effective date not null,
    constraint matching_part_pkey primary key (ledger, position, seq)
) partition by list (ledger);
create index matching_part_by_scheme on matching_part (ledger, scheme, position, seq);

grant select, insert on matching_scheme, matching_unit, matching_part to subsidy_projector;
grant select on matching_scheme, matching_unit, matching_part to subsidy_reader, subsidy_app;
