-- The registers of budgets (each year, every amount given or spent) and of self-evaluations, step by step.

create table budget_year (
    ledger text collate "C" not null,
    position bigint not null,
    budget text collate "C" not null,
    stage text collate "C" not null,
    fiscal_year bigint,
    region text collate "C",
    document text collate "C",
    amount_fen bigint not null,
    effective date not null,
    constraint budget_year_pkey primary key (ledger, position)
) partition by list (ledger);
create index budget_year_by_budget on budget_year (ledger, budget);

create table budget_amount (
    ledger text collate "C" not null,
    position bigint not null,
    seq bigint not null,
    budget text collate "C" not null,
    change text collate "C" not null,
    item text collate "C" not null,
    level text collate "C" not null,
    kind text collate "C" not null,
    source_year bigint not null,
    amount_fen bigint not null,
    document text collate "C",
    voucher text collate "C",
    handed_on boolean not null,
    effective date not null,
    constraint budget_amount_pkey primary key (ledger, position, seq)
) partition by list (ledger);
create index budget_amount_by_budget on budget_amount (ledger, budget, position, seq);

create table evaluation_step (
    ledger text collate "C" not null,
    position bigint not null,
    evaluation text collate "C" not null,
    stage text collate "C" not null,
    name text collate "C",
    fiscal_year bigint,
    region text collate "C",
    budget text collate "C",
    total text collate "C",
    grade text collate "C",
    by text collate "C" not null,
    effective date not null,
    constraint evaluation_step_pkey primary key (ledger, position)
) partition by list (ledger);
create index evaluation_step_by_evaluation on evaluation_step (ledger, evaluation);

grant select, insert on budget_year, budget_amount, evaluation_step to subsidy_projector;
grant select on budget_year, budget_amount, evaluation_step to subsidy_reader, subsidy_app;
