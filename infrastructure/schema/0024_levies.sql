-- The register of levies (terms, every step of an assessment, its workings line by line) and of charges with their fees.

create table levy_terms_row (
    ledger text collate "C" not null,
    position bigint not null,
    levy text collate "C" not null,
    fiscal_year bigint not null,
    region text collate "C" not null,
    version bigint not null,
    rate text collate "C" not null,
    weights text collate "C" not null,
    cap_times text collate "C" not null,
    average_wage_fen bigint not null,
    average_wage_source text collate "C" not null,
    reduction text collate "C",
    reduction_until date,
    exempt_most bigint,
    exempt_until date,
    document text collate "C" not null,
    rounding text collate "C" not null,
    due_days bigint not null,
    by text collate "C" not null,
    effective date not null,
    constraint levy_terms_row_pkey primary key (ledger, position)
) partition by list (ledger);
create index levy_terms_row_by_levy on levy_terms_row (ledger, levy, position);

create table levy_move (
    ledger text collate "C" not null,
    position bigint not null,
    assessment text collate "C" not null,
    stage text collate "C" not null,
    fiscal_year bigint,
    region text collate "C",
    employer text collate "C",
    name text collate "C",
    version bigint,
    headcount text collate "C",
    arranged text collate "C",
    average_wage_fen bigint,
    amount_fen bigint,
    due_on date,
    words text collate "C",
    reference text collate "C",
    by text collate "C" not null,
    effective date not null,
    constraint levy_move_pkey primary key (ledger, position)
) partition by list (ledger);
create index levy_move_by_assessment on levy_move (ledger, assessment, position);

create table levy_line (
    ledger text collate "C" not null,
    position bigint not null,
    seq bigint not null,
    assessment text collate "C" not null,
    number bigint not null,
    step text collate "C" not null,
    said text collate "C" not null,
    rests_on text collate "C" not null,
    result text collate "C" not null,
    unit text collate "C" not null,
    source text collate "C" not null,
    effective date not null,
    constraint levy_line_pkey primary key (ledger, position, seq)
) partition by list (ledger);
create index levy_line_by_assessment on levy_line (ledger, assessment, position, seq);

create table charge_price (
    ledger text collate "C" not null,
    position bigint not null,
    charge text collate "C" not null,
    name text collate "C" not null,
    unit text collate "C" not null,
    price_fen bigint not null,
    document text collate "C" not null,
    valid_from date not null,
    valid_to date,
    by text collate "C" not null,
    effective date not null,
    constraint charge_price_pkey primary key (ledger, position)
) partition by list (ledger);
create index charge_price_by_charge on charge_price (ledger, charge, position);

create table fee (
    ledger text collate "C" not null,
    position bigint not null,
    charge text collate "C" not null,
    units bigint not null,
    price_fen bigint not null,
    amount_fen bigint not null,
    voucher text collate "C" not null,
    by text collate "C" not null,
    effective date not null,
    constraint fee_pkey primary key (ledger, position)
) partition by list (ledger);
create index fee_by_charge on fee (ledger, charge, position);

grant select, insert on levy_terms_row, levy_move, levy_line, charge_price, fee to subsidy_projector;
grant select on levy_terms_row, levy_move, levy_line, charge_price, fee to subsidy_reader, subsidy_app;
