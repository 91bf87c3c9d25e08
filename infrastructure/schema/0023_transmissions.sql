-- Money between ledgers: a further account of every line, four further ways for money to go, and the register of what
-- was sent, taken back and received.

alter table posting drop constraint posting_goes_a_legal_way;
alter table posting add constraint posting_goes_a_legal_way
    check ((movement || ':' || from_account || '>' || to_account) = any (array[
        'allocate:allocated>available',
        'add:allocated>available',
        'move_in:allocated>available',
        'bring_forward:allocated>available',
        'move_out:available>allocated',
        'reserve:available>reserved',
        'free:reserved>available',
        'release:reserved>disbursed',
        'settle:disbursed>settled',
        'return:disbursed>returned',
        'reissue:returned>disbursed',
        'cancel:returned>available',
        'recover:recovered>available',
        'recover_to_treasury:recovered>treasury',
        'carry_over:available>carried_over',
        'surrender:available>treasury',
        'collect:collected>revenue',
        'remit:revenue>treasury',
        'transmit:available>transmitted',
        'take_back:transmitted>available',
        'take_back_to_treasury:transmitted>treasury',
        'receive:allocated>available'
    ]));

alter table sheet add column transmitted_fen bigint not null default 0;
alter table sheet alter column transmitted_fen drop default;
alter table sheet drop constraint sheet_balances;
alter table sheet add constraint sheet_balances check (
    allocated_fen + recovered_fen + collected_fen
    = available_fen + reserved_fen + disbursed_fen + settled_fen + returned_fen + carried_over_fen + treasury_fen
        + revenue_fen + transmitted_fen
);

alter table fund_movement add column transmission text collate "C";

create table transmission_step (
    ledger text collate "C" not null,
    position bigint not null,
    seq bigint not null,
    transmission text collate "C" not null,
    stage text collate "C" not null,
    counterpart text collate "C" not null,
    programme text collate "C" not null,
    fiscal_year bigint not null,
    region text collate "C" not null,
    to_region text collate "C",
    document text collate "C" not null,
    level text collate "C" not null,
    kind text collate "C" not null,
    source_year bigint not null,
    amount_fen bigint not null,
    effective date not null,
    constraint transmission_step_pkey primary key (ledger, position, seq)
) partition by list (ledger);
create index transmission_step_by_transmission on transmission_step (ledger, transmission);
create index transmission_step_by_counterpart on transmission_step (counterpart, ledger);

create table transmission_rule (
    ledger text collate "C" not null,
    position bigint not null,
    to_levels text collate "C" not null,
    instead text collate "C" not null,
    document text collate "C" not null,
    set_on date not null,
    effective date not null,
    constraint transmission_rule_pkey primary key (ledger, position)
) partition by list (ledger);

grant select, insert on transmission_step, transmission_rule to subsidy_projector;
grant select on transmission_step, transmission_rule to subsidy_reader, subsidy_app;
