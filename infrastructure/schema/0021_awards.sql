-- The register of awards in lieu of subsidy: schemes, the steps of each award, and the instalments it is paid in.

create table award_scheme_row (
    ledger text collate "C" not null,
    position bigint not null,
    scheme text collate "C" not null,
    programme text collate "C" not null,
    region text collate "C" not null,
    document text collate "C" not null,
    departments text collate "C" not null,
    most_fen bigint not null,
    check_due text collate "C" not null,
    check_years bigint not null,
    by text collate "C" not null,
    effective date not null,
    constraint award_scheme_row_pkey primary key (ledger, position)
) partition by list (ledger);
create index award_scheme_row_by_scheme on award_scheme_row (ledger, scheme);

create table award_step (
    ledger text collate "C" not null,
    position bigint not null,
    award text collate "C" not null,
    stage text collate "C" not null,
    scheme text collate "C",
    programme text collate "C",
    region text collate "C",
    institution text collate "C",
    name text collate "C",
    departments text collate "C",
    what text collate "C",
    yes boolean,
    words text collate "C",
    reference text collate "C",
    claim text collate "C",
    period text collate "C",
    amount_fen bigint,
    by text collate "C" not null,
    effective date not null,
    constraint award_step_pkey primary key (ledger, position)
) partition by list (ledger);
create index award_step_by_award on award_step (ledger, award, position);

create table award_part (
    ledger text collate "C" not null,
    position bigint not null,
    seq bigint not null,
    award text collate "C" not null,
    programme text collate "C" not null,
    region text collate "C" not null,
    number bigint not null,
    payable_from date not null,
    amount_fen bigint not null,
    effective date not null,
    constraint award_part_pkey primary key (ledger, position, seq)
) partition by list (ledger);
create index award_part_by_award on award_part (ledger, award, position, seq);

grant select, insert on award_scheme_row, award_step, award_part to subsidy_projector;
grant select on award_scheme_row, award_step, award_part to subsidy_reader, subsidy_app;
