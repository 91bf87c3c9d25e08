-- The views: what the entries mean, as typed rows that are only ever added, each under its entry's position.
-- Every table is cut by ledger, so that one ledger's rows can be rebuilt beside the others and swapped in whole; where
-- Citus places tables by ledger, these may be plain tables of the same columns and nothing else changes.

create table view_progress (
    ledger text collate "C" not null,
    view text collate "C" not null,
    position bigint not null default 0 check (position >= 0),
    error text,
    failed_at bigint,
    constraint view_progress_pkey primary key (ledger, view),
    constraint view_progress_stopped check ((error is null) = (failed_at is null))
) with (fillfactor = 50);

-- posting
create table posting (
    ledger text collate "C" not null,
    position bigint not null,
    seq bigint not null,
    line_key bigint not null,
    movement text collate "C" not null,
    from_account text collate "C" not null,
    to_account text collate "C" not null,
    amount_fen bigint not null,
    effective date not null,
    batch text collate "C",
    payout text collate "C",
    constraint posting_pkey primary key (ledger, position, seq),
    constraint posting_moves_something check (amount_fen > 0),
    -- As text of one piece the list is looked up by hash; as triples it would be tried one after the other.
    constraint posting_goes_a_legal_way check ((movement || ':' || from_account || '>' || to_account) = any (array[
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
        'remit:revenue>treasury'
    ]))
) partition by list (ledger);

create table sheet (
    ledger text collate "C" not null,
    position bigint not null,
    line_key bigint not null,
    span text collate "C" not null,
    first_day date not null,
    allocated_fen bigint not null,
    recovered_fen bigint not null,
    available_fen bigint not null,
    reserved_fen bigint not null,
    disbursed_fen bigint not null,
    settled_fen bigint not null,
    returned_fen bigint not null,
    carried_over_fen bigint not null,
    treasury_fen bigint not null,
    collected_fen bigint not null,
    revenue_fen bigint not null,
    constraint sheet_pkey primary key (ledger, line_key, span, first_day, position),
    constraint sheet_ends_a_page check (position % 1024 = 0),
    constraint sheet_balances check (
        allocated_fen + recovered_fen + collected_fen
        = available_fen + reserved_fen + disbursed_fen + settled_fen + returned_fen + carried_over_fen + treasury_fen
            + revenue_fen
    )
) partition by list (ledger);

-- funds
create table fund_line (
    ledger text collate "C" not null,
    position bigint not null,
    seq bigint not null,
    line_key bigint not null,
    line_id text collate "C" not null,
    fund text collate "C" not null,
    programme text collate "C" not null,
    fiscal_year bigint not null,
    region text collate "C" not null,
    level text collate "C" not null,
    kind text collate "C" not null,
    document text collate "C" not null,
    source_year bigint not null,
    effective date not null,
    constraint fund_line_pkey primary key (ledger, position, seq)
) partition by list (ledger);
create index fund_line_by_line on fund_line (ledger, line_key);
create index fund_line_by_fund on fund_line (ledger, fund);

create table fund_movement (
    ledger text collate "C" not null,
    position bigint not null,
    seq bigint not null,
    line_key bigint not null,
    fund text collate "C" not null,
    movement text collate "C" not null,
    amount_fen bigint not null,
    batch text collate "C",
    recovery text collate "C",
    counter_line text collate "C",
    document text collate "C",
    effective date not null,
    constraint fund_movement_pkey primary key (ledger, position, seq)
) partition by list (ledger);
create index fund_movement_by_line on fund_movement (ledger, line_key, position);
create index fund_movement_by_batch on fund_movement (ledger, batch);
create index fund_movement_by_recovery on fund_movement (ledger, recovery);

create table seat (
    ledger text collate "C" not null,
    position bigint not null,
    seq bigint not null,
    fund text collate "C" not null,
    batch text collate "C" not null,
    period text collate "C" not null,
    tier text collate "C" not null,
    people bigint not null,
    effective date not null,
    constraint seat_pkey primary key (ledger, position, seq)
) partition by list (ledger);
create index seat_by_batch on seat (ledger, batch);

create table fund_year (
    ledger text collate "C" not null,
    position bigint not null,
    fund text collate "C" not null,
    effective date not null,
    constraint fund_year_pkey primary key (ledger, position)
) partition by list (ledger);

-- programmes
create table programme (
    ledger text collate "C" not null,
    position bigint not null,
    programme text collate "C" not null,
    name_zh text collate "C" not null,
    name_en text collate "C" not null,
    payee_kind text collate "C" not null,
    deciding_body text collate "C" not null,
    period_kind text collate "C" not null,
    bank_memo text collate "C" not null,
    effective date not null,
    constraint programme_pkey primary key (ledger, position)
) partition by list (ledger);
create index programme_by_programme on programme (ledger, programme);

create table policy_version (
    ledger text collate "C" not null,
    position bigint not null,
    programme text collate "C" not null,
    version bigint not null,
    document text collate "C" not null,
    standard_unit text collate "C" not null,
    notice_days bigint not null,
    effective date not null,
    constraint policy_version_pkey primary key (ledger, position)
) partition by list (ledger);
create index policy_version_by_programme on policy_version (ledger, programme);

create table policy_tier (
    ledger text collate "C" not null,
    position bigint not null,
    seq bigint not null,
    programme text collate "C" not null,
    version bigint not null,
    tier text collate "C" not null,
    headcount bigint,
    amount_fen bigint,
    funded boolean not null,
    effective date not null,
    constraint policy_tier_pkey primary key (ledger, position, seq)
) partition by list (ledger);
create index policy_tier_by_programme on policy_tier (ledger, programme);

create table target (
    ledger text collate "C" not null,
    position bigint not null,
    programme text collate "C" not null,
    fiscal_year bigint not null,
    level text collate "C" not null,
    name text collate "C" not null,
    people bigint not null,
    document text collate "C" not null,
    effective date not null,
    constraint target_pkey primary key (ledger, position)
) partition by list (ledger);
create index target_by_programme on target (ledger, programme, fiscal_year);

-- beneficiaries
create table beneficiary (
    ledger text collate "C" not null,
    position bigint not null,
    beneficiary text collate "C" not null,
    change text collate "C" not null,
    region text collate "C",
    commitment text collate "C",
    stopped_on date,
    source text collate "C",
    effective date not null,
    constraint beneficiary_pkey primary key (ledger, position)
) partition by list (ledger);
create index beneficiary_by_beneficiary on beneficiary (ledger, beneficiary);
create index beneficiary_stopped on beneficiary (ledger, beneficiary) where stopped_on is not null;

create table circumstance (
    ledger text collate "C" not null,
    position bigint not null,
    seq bigint not null,
    beneficiary text collate "C" not null,
    fact text collate "C" not null,
    value text collate "C" not null,
    source text collate "C" not null,
    effective date not null,
    constraint circumstance_pkey primary key (ledger, position, seq)
) partition by list (ledger);
create index circumstance_by_beneficiary on circumstance (ledger, beneficiary, fact);

-- cases
create table case_step (
    ledger text collate "C" not null,
    position bigint not null,
    programme text collate "C" not null,
    beneficiary text collate "C" not null,
    stage text collate "C" not null,
    region text collate "C",
    level text collate "C",
    favourable boolean,
    policy_version bigint,
    amount_fen bigint,
    first_month date,
    from_month date,
    back_pay_months bigint,
    notice text collate "C",
    objection text collate "C",
    reason text collate "C",
    by text collate "C",
    effective date not null,
    constraint case_step_pkey primary key (ledger, position)
) partition by list (ledger);
create index case_step_by_programme on case_step (ledger, programme, stage);
create index case_step_by_beneficiary on case_step (ledger, beneficiary);

-- notices
create table notice (
    ledger text collate "C" not null,
    position bigint not null,
    notice text collate "C" not null,
    stage text collate "C" not null,
    programme text collate "C",
    region text collate "C",
    place text collate "C",
    closes_on date,
    working_days bigint,
    people bigint,
    effective date not null,
    constraint notice_pkey primary key (ledger, position)
) partition by list (ledger);
create index notice_by_notice on notice (ledger, notice);

create table notice_person (
    ledger text collate "C" not null,
    position bigint not null,
    seq bigint not null,
    notice text collate "C" not null,
    page bigint not null,
    beneficiary text collate "C" not null,
    effective date not null,
    constraint notice_person_pkey primary key (ledger, position, seq)
) partition by list (ledger);
create index notice_person_by_notice on notice_person (ledger, notice);
create index notice_person_by_beneficiary on notice_person (ledger, beneficiary);

create table objection (
    ledger text collate "C" not null,
    position bigint not null,
    objection text collate "C" not null,
    notice text collate "C" not null,
    beneficiary text collate "C" not null,
    stage text collate "C" not null,
    ground text collate "C",
    by text collate "C",
    effective date not null,
    constraint objection_pkey primary key (ledger, position)
) partition by list (ledger);
create index objection_by_notice on objection (ledger, notice);
create index objection_by_objection on objection (ledger, objection);
create index objection_by_beneficiary on objection (ledger, beneficiary);

-- batches
create table batch (
    ledger text collate "C" not null,
    position bigint not null,
    batch text collate "C" not null,
    stage text collate "C" not null,
    programme text collate "C" not null,
    period text collate "C" not null,
    region text collate "C",
    payout_kind text collate "C",
    payee_kind text collate "C",
    policy_version bigint,
    built_at bigint,
    step text collate "C",
    digest text collate "C",
    people bigint,
    total_fen bigint,
    returned bigint,
    returned_fen bigint,
    statement text collate "C",
    by text collate "C",
    effective date not null,
    constraint batch_pkey primary key (ledger, position)
) partition by list (ledger);
create index batch_by_batch on batch (ledger, batch);
create index batch_by_programme on batch (ledger, programme, period);

create table batch_person (
    ledger text collate "C" not null,
    position bigint not null,
    seq bigint not null,
    batch text collate "C" not null,
    beneficiary text collate "C" not null,
    payee text collate "C",
    region text collate "C",
    tier text collate "C" not null,
    amount_fen bigint not null,
    funded boolean not null,
    effective date not null,
    constraint batch_person_pkey primary key (ledger, position, seq)
) partition by list (ledger);
create index batch_person_by_batch on batch_person (ledger, batch);
create index batch_person_by_beneficiary on batch_person (ledger, beneficiary);

-- payouts
create table payout_step (
    ledger text collate "C" not null,
    position bigint not null,
    payout text collate "C" not null,
    stage text collate "C" not null,
    batch text collate "C",
    beneficiary text collate "C",
    payee text collate "C",
    region text collate "C",
    tier text collate "C",
    amount_fen bigint not null,
    detail text collate "C",
    effective date not null,
    constraint payout_step_pkey primary key (ledger, position)
) partition by list (ledger);
create index payout_step_by_payout on payout_step (ledger, payout);
create index payout_step_by_batch on payout_step (ledger, batch);
create index payout_step_by_beneficiary on payout_step (ledger, beneficiary) where beneficiary is not null;

-- agreements
create table agreement (
    ledger text collate "C" not null,
    position bigint not null,
    agreement text collate "C" not null,
    change text collate "C" not null,
    institution text collate "C",
    programme text collate "C",
    fiscal_year bigint,
    document text collate "C",
    amount_fen bigint not null,
    by text collate "C",
    effective date not null,
    constraint agreement_pkey primary key (ledger, position)
) partition by list (ledger);
create index agreement_by_agreement on agreement (ledger, agreement);

create table agreement_person (
    ledger text collate "C" not null,
    position bigint not null,
    seq bigint not null,
    agreement text collate "C" not null,
    change text collate "C" not null,
    beneficiary text collate "C" not null,
    amount_fen bigint not null,
    effective date not null,
    constraint agreement_person_pkey primary key (ledger, position, seq)
) partition by list (ledger);
create index agreement_person_by_agreement on agreement_person (ledger, agreement);
create index agreement_person_by_beneficiary on agreement_person (ledger, beneficiary);

-- recoveries
create table recovery (
    ledger text collate "C" not null,
    position bigint not null,
    recovery text collate "C" not null,
    stage text collate "C" not null,
    payout text collate "C",
    beneficiary text collate "C",
    ground text collate "C",
    amount_fen bigint not null,
    treasury_fen bigint not null,
    reference text collate "C",
    by text collate "C",
    effective date not null,
    constraint recovery_pkey primary key (ledger, position)
) partition by list (ledger);
create index recovery_by_recovery on recovery (ledger, recovery);
create index recovery_by_payout on recovery (ledger, payout);

create table recovery_due (
    ledger text collate "C" not null,
    position bigint not null,
    seq bigint not null,
    recovery text collate "C" not null,
    due_on date not null,
    amount_fen bigint not null,
    effective date not null,
    constraint recovery_due_pkey primary key (ledger, position, seq)
) partition by list (ledger);
create index recovery_due_by_recovery on recovery_due (ledger, recovery);

-- revenues
create table revenue (
    ledger text collate "C" not null,
    position bigint not null,
    line_key bigint not null,
    account text collate "C" not null,
    stage text collate "C" not null,
    amount_fen bigint not null,
    voucher text collate "C" not null,
    effective date not null,
    constraint revenue_pkey primary key (ledger, position)
) partition by list (ledger);
create index revenue_by_account on revenue (ledger, account);

-- refusals
create table refusal (
    ledger text collate "C" not null,
    position bigint not null,
    command_id text collate "C" not null,
    command text collate "C" not null,
    rule text collate "C" not null,
    field text collate "C" not null,
    sentence_zh text collate "C" not null,
    sentence_en text collate "C" not null,
    by text collate "C" not null,
    effective date not null,
    constraint refusal_pkey primary key (ledger, position)
) partition by list (ledger);
create index refusal_by_command_id on refusal (ledger, command_id);

-- The same postings as an auditor's journal reads them: two legs, whose sum in each entry is zero.
create view posting_leg as
select ledger, position, seq, line_key, from_account as account, -amount_fen as amount_fen, effective, batch, payout
from posting
union all
select ledger, position, seq, line_key, to_account, amount_fen, effective, batch, payout
from posting;

-- Each ledger has its part of each table, named <table>__<ledger>; a name too long for PostgreSQL is hashed.
create function part_of(wanted_table text, wanted_ledger text) returns text
language sql immutable parallel safe as $$
    select case
        when octet_length(wanted_table || '__' || wanted_ledger) <= 48 then wanted_table || '__' || wanted_ledger
        else wanted_table || '__' || left(md5(wanted_ledger), 16)
    end
$$;

-- Make a ledger's parts and its views' progress, unless they are there. Runs as its owner: a projector may ask for it
-- and needs no right to make tables.
create function open_views(wanted_ledger text, wanted_views text[]) returns void
language plpgsql security definer set search_path = subsidy, pg_temp as $$
declare
    whole regclass;
begin
    perform pg_advisory_xact_lock(hashtext('subsidy.open_views'));
    for whole in
        select oid from pg_class
        where relnamespace = 'subsidy'::regnamespace and relkind = 'p'
    loop
        if to_regclass(format('subsidy.%I', part_of(whole::text, wanted_ledger))) is null then
            execute format(
                'create table %I partition of %s for values in (%L)',
                part_of(whole::text, wanted_ledger), whole, wanted_ledger
            );
        end if;
    end loop;
    insert into view_progress (ledger, view) select wanted_ledger, unnest(wanted_views) on conflict do nothing;
end
$$;
revoke all on function open_views(text, text[]) from public;
grant execute on function open_views(text, text[]) to subsidy_projector;

grant select, update (position, error, failed_at) on view_progress to subsidy_projector;
grant select on view_progress to subsidy_reader, subsidy_app;
grant select, insert on
    posting, sheet, fund_line, fund_movement, seat, fund_year, programme,
    policy_version, policy_tier, target, beneficiary, circumstance, case_step, notice,
    notice_person, objection, batch, batch_person, payout_step, agreement, agreement_person,
    recovery, recovery_due, revenue, refusal
to subsidy_projector;
grant select on
    posting, sheet, fund_line, fund_movement, seat, fund_year, programme,
    policy_version, policy_tier, target, beneficiary, circumstance, case_step, notice,
    notice_person, objection, batch, batch_person, payout_step, agreement, agreement_person,
    recovery, recovery_due, revenue, refusal,
    posting_leg
to subsidy_reader, subsidy_app;
