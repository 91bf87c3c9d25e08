"""The permission table: one row an operation, and nothing else says who may do what (DOMAIN: who does what).

`docs/permissions.md` is generated from it. Separation of duties by person (nobody approves what they built, nobody
reviews what they recorded) is no matter of roles: the decisions themselves refuse the same hands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.accounts.roles import APPROVERS, Role


class Scope(StrEnum):
    """What an account's role must be held for."""

    PLACE = "place"
    """The region and the programme of every thing the operation touches, in one and the same held role."""
    LEDGER = "ledger"
    """The whole ledger: a role that neither a region nor programmes narrow."""
    OWN = "own"
    """Nothing: the operation only ever touches what is the account's own."""
    NONE = "none"
    """Nothing: what it shows belongs to no place."""


@dataclass(frozen=True, slots=True)
class Permission:
    """Who may do one operation. `writes`: it changes something; `clear_personal_data`: names, numbers or accounts of
    people pass through it; `second_factor`: a password alone is not enough."""

    operation: str
    roles: frozenset[Role]
    scope: Scope
    why: str
    writes: bool = False
    clear_personal_data: bool = False
    second_factor: bool = False


PLACE, LEDGER, OWN, NONE = Scope.PLACE, Scope.LEDGER, Scope.OWN, Scope.NONE

EVERYBODY = frozenset(Role)
"""All roles. An operation they all have needs none at all: signing in is enough."""
NOBODY: frozenset[Role] = frozenset()

_TOWNSHIP, _FINANCE = frozenset({Role.TOWNSHIP}), frozenset({Role.FINANCE_OFFICER})
_CASE, _LEAD = frozenset({Role.CASE_OFFICER}), frozenset({Role.PROJECT_LEAD})
_FIELD = _TOWNSHIP | _CASE
_DECIDERS = _CASE | _LEAD
_MEETING = frozenset({Role.COLLECTIVE_MEETING})
_HEAD, _LEADER = frozenset({Role.UNIT_HEAD}), frozenset({Role.DIVISION_LEADER})
_INSPECTOR, _AUDITOR = frozenset({Role.INSPECTOR}), frozenset({Role.AUDITOR})
_WATCHERS = _INSPECTOR | _AUDITOR
_ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
_COUNTY = _CASE | _FINANCE | APPROVERS | _WATCHERS
"""Who sees money and what it is made of, without clear personal data."""
_ALL_OFFICES = _COUNTY | _TOWNSHIP


def _does(
    operation: str, roles: frozenset[Role], scope: Scope, why: str, *, clear: bool = False, factor: bool = False
) -> Permission:
    return Permission(operation, roles, scope, why, True, clear, factor)


def _sees(
    operation: str, roles: frozenset[Role], scope: Scope, why: str, *, clear: bool = False, factor: bool = False
) -> Permission:
    return Permission(operation, roles, scope, why, False, clear, factor)


def _approving(verb: str, why: str) -> tuple[Permission, ...]:
    """Return a row a step: only the role of the step takes it."""
    return tuple(
        _does(f"{verb}_as_{step.value}", frozenset({step}), PLACE, why, factor=True)
        for step in Role
        if step in APPROVERS
    )


PERMISSIONS: tuple[Permission, ...] = (
    # Programmes and their rules
    _does("open_programme", _LEAD, PLACE, "the project lead answers for a programme's rules"),
    _does("publish_policy", _LEAD, PLACE, "the project lead answers for a programme's rules"),
    _does("assign_target", _LEAD, PLACE, "targets come down with the documents of the programme"),
    # People
    _does("register_people", _FIELD, PLACE, "applications are taken where people live", clear=True),
    _does("person_import", _FIELD, PLACE, "the same, from a file", clear=True),
    _does("record_circumstances", _FIELD, PLACE, "the home survey"),
    _does("record_death", _FIELD, PLACE, "who hears of it first says so"),
    _does("record_move", _FIELD, PLACE, "who hears of it first says so"),
    _does("record_signals", _CASE, PLACE, "registers report to the county, which holds them against its files"),
    _does("signal_import", _CASE, PLACE, "the same, from a file", clear=True),
    _does("change_personal_record", _CASE, PLACE, "the case officer keeps the person file", clear=True),
    _sees("find_person", _FIELD | _INSPECTOR, PLACE, "looking somebody up by a number they gave", clear=True),
    _sees(
        "personal_record", _FIELD | _INSPECTOR, PLACE, "applying, reviewing and visiting need the person", clear=True
    ),
    _sees("accesses", _CASE | _WATCHERS, PLACE, "who read somebody's clear data, when and why"),
    _sees("access_log", _WATCHERS, LEDGER, "whose clear data an officer read, when and why; ids, no clear data"),
    _sees(
        "find_resembling", _CASE | _INSPECTOR, PLACE, "who may be registered twice; clear data is compared", clear=True
    ),
    _does("judge_likeness", _DECIDERS, PLACE, "one person or two; never who registered either of them"),
    _sees("export_personal_file", _CASE, PLACE, "a person may have all that is held of them", clear=True, factor=True),
    _does("place_legal_hold", _CASE | _HEAD, PLACE, "a lawsuit or an investigation needs the data"),
    _does("lift_legal_hold", _HEAD | _LEADER, PLACE, "who lifts a hold may not order the erasure", factor=True),
    _does("erase_person", _HEAD, PLACE, "what is destroyed does not come back", factor=True),
    _does("set_retention", _FINANCE, LEDGER, "accounting records are kept as the finance officer's documents say"),
    _does("record_key_rotation", NOBODY, LEDGER, "only `subsidy-ledger vault rotate`, on the machine itself"),
    # Cases
    _does("apply_for_cases", _FIELD, PLACE, "applications are taken where people live"),
    _does(
        "file_evidence", _FIELD, PLACE, "papers are brought where people apply, or come with a later step", clear=True
    ),
    _sees("evidence", _ALL_OFFICES, PLACE, "which papers a case has, without what is in them"),
    _sees("open_evidence", _FIELD | _INSPECTOR, PLACE, "reviewing and visiting need the paper itself", clear=True),
    _does("review_cases_at_township", _TOWNSHIP, PLACE, "the first review is the township's and nobody else's"),
    _does("review_cases", _CASE, PLACE, "every further review is the county's"),
    _does("grant_cases", _DECIDERS, PLACE, "the county decides; who recorded or reviewed the case may not"),
    _does("refuse_case", _DECIDERS, PLACE, "the county decides; who recorded or reviewed the case may not"),
    _does("recheck_case", _CASE, PLACE, "the case officer runs the rules"),
    _does("remind_certificates", _FIELD, PLACE, "who lives near tells the person"),
    _does("suspend_case", _CASE, PLACE, "the case officer runs the rules"),
    _does("resume_case", _CASE, PLACE, "the case officer runs the rules"),
    _does("revoke_case", _DECIDERS, PLACE, "ending an entitlement is a decision like granting it"),
    # Notices
    _does("publish_notice", _FIELD, PLACE, "villages post theirs, the county its own"),
    _does("raise_objection", _FIELD, PLACE, "the public objects where the notice hangs"),
    _does("settle_objection", _DECIDERS, PLACE, "the county looks into it, never whoever took it in"),
    _does("conclude_notice", _FIELD, PLACE, "whoever posted it takes it down"),
    # Funds
    _does("allocate_funds", _FINANCE, PLACE, "appropriations are recorded by document and level"),
    _does("add_funds", _FINANCE, PLACE, "adjustments follow documents"),
    _does("move_funds", _FINANCE, PLACE, "adjustments follow documents"),
    _does("close_year", _FINANCE, PLACE, "the books are the finance officer's"),
    _does("strike_trial_balance", _FINANCE, LEDGER, "the books are the finance officer's"),
    _does("announce_keys", NOBODY, LEDGER, "only `subsidy-ledger signer rotate`, on the machine itself"),
    _does("collect_revenue", _FINANCE, LEDGER, "revenue belongs to no programme"),
    _does("remit_revenue", _FINANCE, LEDGER, "revenue belongs to no programme"),
    # Budgets and self-evaluations
    _does("approve_budget", _FINANCE, PLACE, "a unit's budget is recorded by its document"),
    _does("adjust_budget", _FINANCE, PLACE, "adjustments follow documents"),
    _does("record_expenditures", _FINANCE, PLACE, "vouchers are the finance officer's"),
    _does("reverse_expenditure", _FINANCE, PLACE, "vouchers are the finance officer's"),
    _does("close_budget", _FINANCE, PLACE, "the books are the finance officer's"),
    _does("plan_evaluation", _LEAD, PLACE, "who answers for a programme says what is to be reached"),
    _does("fill_in_evaluation", _DECIDERS, PLACE, "who ran it says what came of it"),
    _does("score_evaluation", _HEAD, PLACE, "the head of the unit signs; never who filled it in"),
    _does("reopen_evaluation", _HEAD, PLACE, "whoever signed it says what was wrong"),
    # Institutions
    _does("sign_agreement", _FINANCE, PLACE, "an agreement binds money"),
    _does("accept_service", _CASE, PLACE, "who knows the people says what they were given, not who pays for it"),
    _does("receive_invoice", _FINANCE, PLACE, "invoices are the finance officer's"),
    _does("designate_institution", _LEAD, PLACE, "who answers for a programme says who may serve it"),
    _does("withdraw_designation", _LEAD, PLACE, "who answers for a programme says who may serve it"),
    _does("publish_tender", _LEAD, PLACE, "who buys service neither accepts it nor pays for it"),
    _does("award_lot", _LEAD, PLACE, "who buys service neither accepts it nor pays for it"),
    _does("fail_lot", _LEAD, PLACE, "who buys service neither accepts it nor pays for it"),
    _does("record_staffing", _CASE, PLACE, "who accepts hours knows how many there can be"),
    _does("accept_service_month", _CASE, PLACE, "who knows the people says what they were given, not who pays for it"),
    _does("service_import", _CASE, PLACE, "the same, from a file", clear=True),
    _does("deduct_amount", _CASE, PLACE, "who accepts service says what it fell short of"),
    _sees("designations", _ALL_OFFICES, PLACE, "which institutions serve which programmes"),
    _sees("tender_lots", _COUNTY, PLACE, "what is bought, and from whom"),
    _sees("service_records", _COUNTY, PLACE, "what was accepted, line by line, by id"),
    # Batches
    _does("submit_batch", _FINANCE, PLACE, "a proposal; whoever makes one never approves"),
    _does("batch_import", _FINANCE, PLACE, "the same, held against a list from a file", clear=True),
    *_approving("approve_batch", "each step is its own role's; none is skipped, and the persons differ"),
    *_approving("send_batch_back", "each step is its own role's; none is skipped, and the persons differ"),
    _does("release_batch", _FINANCE, PLACE, "the bank hears of it only now; not from an approver", factor=True),
    _sees("payment_list", _FINANCE, PLACE, "the bank's file holds everybody's account number", clear=True, factor=True),
    _does("post_bank_result", _FINANCE, PLACE, "the bank's word goes into the books"),
    _does("bank_result_import", _FINANCE, PLACE, "the same, from the bank's file", clear=True),
    _does("reissue_payouts", _FINANCE, PLACE, "a release once more", factor=True),
    _does("cancel_payouts", _FINANCE, PLACE, "the money goes back to its lines"),
    _does("close_batch", _FINANCE, PLACE, "nothing of it is open"),
    # Recoveries
    _does("order_recovery", _CASE | _FINANCE, PLACE, "who finds that it was paid without right"),
    _does("receive_instalment", _FINANCE, PLACE, "money that comes in is booked by finance"),
    _does("write_off_recovery", _MEETING, PLACE, "only a meeting gives money up, in its minutes", factor=True),
    # Audit checks: findings of one person reach over places and programmes, so they concern the whole ledger. An
    # auditor runs them and writes nothing; an inspector's office keeps what was found and says what becomes of it.
    _sees("look_for_findings", _WATCHERS, LEDGER, "running checks; numbers brought are looked up blind, ids come out"),
    _does("run_checks", _INSPECTOR, LEDGER, "the inspector puts findings on record; an auditor writes nothing"),
    _does("dispose_finding", _INSPECTOR, LEDGER, "the inspector says what becomes of it, never who acted in it"),
    _sees("findings", _WATCHERS, LEDGER, "what was found, on what evidence, and what became of it"),
    _sees("check_runs", _WATCHERS, LEDGER, "which checks were run when, by whom, and what they looked at"),
    # Inspections: an inspector draws, calls on people and follows up, and changes nothing else; whom somebody may
    # inspect is decided by person. The office answers what was found, and orders money back for it.
    _does("open_inspection", _INSPECTOR, PLACE, "the inspector says what is inspected, and by which method"),
    _does("bind_seed", _INSPECTOR, PLACE, "leaving the seed to the sealed log, so that nobody chose it"),
    _does("draw_sample", _INSPECTOR, PLACE, "once, and anybody can draw it again"),
    _does("plan_visits", _INSPECTOR, PLACE, "never by whoever acted on the person"),
    _does("record_visit", _INSPECTOR, PLACE, "never by whoever acted on the person"),
    _does("raise_visit_finding", _INSPECTOR, PLACE, "never by whoever acted on the person"),
    _does("answer_visit_finding", _DECIDERS, PLACE, "the office answers, never who inspects"),
    _does("follow_up_visit_finding", _INSPECTOR, PLACE, "looking again, never by who answered"),
    _does("order_overpaid", _CASE | _FINANCE, PLACE, "the same, for everybody whose pay was stopped late"),
    _does("order_recovery_from_finding", _CASE | _FINANCE, PLACE, "money is ordered back by the office, as otherwise"),
    _does("close_visit_finding", _INSPECTOR, PLACE, "the inspector closes it, never who answered"),
    _does("close_inspection", _INSPECTOR, PLACE, "everybody was called on and every finding is closed"),
    _sees("inspections", _WATCHERS, PLACE, "what is inspected, from which frame and seed"),
    _sees("samples", _WATCHERS, PLACE, "who was drawn, by id; the office does not learn it from this list"),
    _sees("visits", _WATCHERS, PLACE, "who was called on, and what was found there"),
    _sees("visit_findings", _COUNTY, PLACE, "what the office has to answer, and what became of it"),
    _sees("redraw_sample", _WATCHERS, PLACE, "frame and sample made again from the log, and compared"),
    _sees("inspection_report", _COUNTY, PLACE, "what an inspection came to, in numbers without people"),
    # Matching funds: the lead answers for the terms, the office says what is built, finance pays; nobody
    # records two conditions of a unit one after the other
    _does("open_matching_scheme", _LEAD, PLACE, "a document fixes ratio and conditions, like a programme's rules"),
    _does("admit_unit", _DECIDERS, PLACE, "which units there are, and under whose agreement"),
    _does("meet_unit_condition", _DECIDERS, PLACE, "who saw that a unit stands says so, never who pays for it"),
    _does("submit_claim_batch", _FINANCE, PLACE, "a proposal like any batch; whoever makes one never approves"),
    _sees("matching_schemes", _COUNTY, PLACE, "ratios and conditions"),
    _sees("matching_units", _COUNTY, PLACE, "how far each unit is"),
    _sees("matching_parts", _COUNTY, PLACE, "what each level is to pay, and has paid"),
    _sees("matching_progress", _COUNTY, PLACE, "the same, added up by level"),
    # Devices in kind: who moves them never counts them; that is refused by person
    _does("set_device_kind", _LEAD, PLACE, "the project lead answers for kinds and their service life"),
    _does("set_device_target", _LEAD, PLACE, "targets come down with the documents of the programme"),
    _does("receive_devices", _CASE, PLACE, "who keeps the store takes in what was delivered"),
    _does("remove_devices", _CASE, PLACE, "who keeps the store says what left it, and why"),
    _does("fit_device", _FIELD, PLACE, "devices are fitted where people live, against their signature"),
    _does("count_devices", _CASE | _FINANCE, PLACE, "never by who moved any of it since the last count"),
    _sees("devices", _ALL_OFFICES, PLACE, "what there is, and what was to be fitted"),
    _sees("device_moves", _ALL_OFFICES, PLACE, "what came and went, from whom, on which document"),
    _sees("device_fittings", _ALL_OFFICES, PLACE, "who was fitted with what, by id"),
    # Screenings: who brings results never says who pays over the target; that is refused by person, too
    _does("open_screening", _LEAD, PLACE, "the project lead answers for the plan: stages, days, reasons, target"),
    _does("list_candidates", _FIELD, PLACE, "people are screened where they live"),
    _does("record_stage", _CASE, PLACE, "the case officer has what hospitals say of each"),
    _does("record_follow_ups", _FIELD, PLACE, "people are followed up where they live"),
    _does("screening_import", _FIELD, PLACE, "the same, from files", clear=True),
    _does("decide_claims", _HEAD | _LEADER, PLACE, "who pays over the target, by a document", factor=True),
    _does("leave_claims_unfunded", _HEAD | _LEADER, PLACE, "that nobody pays is a decision, too", factor=True),
    _does("close_screening", _CASE, PLACE, "everybody is accounted for, every follow-up recorded"),
    _sees("screenings", _ALL_OFFICES, PLACE, "targets, plans and how far they are, in numbers"),
    _sees("screened", _ALL_OFFICES, PLACE, "who was screened and what came of it, by id"),
    _sees("follow_ups", _ALL_OFFICES, PLACE, "who is to be followed up when, by id"),
    _sees("screening_claims", _ALL_OFFICES, PLACE, "services over the target, and who pays them"),
    # Tailored service: the field enters each step where people live, the township approves plans, never who made them;
    # who entered services does not follow them up, and who had a hand in a file does not judge it
    _does("set_service_terms", _LEAD, PLACE, "weights, quotas, deadlines and limits follow documents"),
    _does("record_surveys", _FIELD, PLACE, "needs are surveyed where people live"),
    _does("tailored_import", _FIELD, PLACE, "surveys and services, from a file", clear=True),
    _does("plan_service", _FIELD, PLACE, "who surveyed knows what is to be given"),
    _does("approve_service_plan", _TOWNSHIP, PLACE, "the township approves, never who made the plan"),
    _does("leave_unplanned", _FIELD, PLACE, "that there is no plan has a reason"),
    _does("record_services", _FIELD, PLACE, "services are signed for where they are given"),
    _does("record_follow_up", _FIELD, PLACE, "never who entered the services"),
    _does("compare_paper", _CASE, PLACE, "the county looks into the paper files"),
    _does("name_supervisors", _LEAD, PLACE, "the lead says who calls on households"),
    _does("supervise_household", _FIELD | _LEAD, PLACE, "those who are named call in person"),
    _does("hand_in_service_report", _FIELD, PLACE, "the place reports"),
    _does("confirm_falsification", _HEAD | _LEADER, PLACE, "a grave decision, never of who made entries in the file"),
    _does("withdraw_falsification", _HEAD | _LEADER, PLACE, "never by who confirmed it"),
    _does("claim_emergency_aid", _FIELD, PLACE, "who sees the hardship; within the limits of the terms"),
    _does("tie_emergency_aid", _FINANCE, PLACE, "the money went the way of all money; this says which"),
    _does("drop_emergency_aid", _DECIDERS, PLACE, "a claim that is not pursued frees its amount"),
    _sees("service_files", _ALL_OFFICES, PLACE, "how far each file is, by id"),
    _sees("services_given", _ALL_OFFICES, PLACE, "what was given, by id"),
    _sees("service_reports", _ALL_OFFICES, PLACE, "who reported, and when"),
    _sees("emergency_aids", _ALL_OFFICES, PLACE, "claims and what became of them, by id"),
    _sees("service_terms", _ALL_OFFICES, PLACE, "the rules a place is held to"),
    _sees("service_coverage", _ALL_OFFICES, PLACE, "how many of how many, without people"),
    _sees("service_ranking", _ALL_OFFICES, PLACE, "places on published factors, without people"),
    _sees("service_deadlines", _ALL_OFFICES, PLACE, "which reports are due, in, late or missing"),
    _sees("supervision_quotas", _ALL_OFFICES, PLACE, "who called on how many households of how many"),
    _sees("service_consistency", _ALL_OFFICES, PLACE, "what does not agree, with both sides, by id"),
    # Awards: the office takes applications, signatures and checks down, the lead grants and resumes, finance pays
    _does("open_award_scheme", _LEAD, PLACE, "a document's terms, like a programme's rules"),
    _does("apply_for_award", _CASE, PLACE, "the office takes the application of an institution"),
    _does("sign_award_acceptance", _CASE, PLACE, "the office takes down what each department signed"),
    _does("grant_award", _LEAD, PLACE, "never who recorded the application or a signature"),
    _does("call_award_instalment", _DECIDERS, PLACE, "who knows that it may be paid says so, never who pays it"),
    _does("record_yearly_check", _CASE, PLACE, "one that failed suspends the award by itself"),
    _does("suspend_overdue_award", _DECIDERS, PLACE, "nothing is paid while a check is overdue, recorded or not"),
    _does("resume_award", _DECIDERS, PLACE, "never who suspended it"),
    _does("order_award_back", _CASE | _FINANCE, PLACE, "who finds that it has to come back, as otherwise"),
    _sees("award_schemes", _COUNTY, PLACE, "terms of awards"),
    _sees("awards", _COUNTY, PLACE, "who was accepted, granted, paid, suspended"),
    _sees("award_instalments", _COUNTY, PLACE, "what is to be paid when, and what was"),
    # Accounts
    _does(
        "open_account", _ADMINISTRATOR, LEDGER, "accounts, roles and keys are all an administrator does", factor=True
    ),
    _does("close_account", _ADMINISTRATOR, LEDGER, "never one's own", factor=True),
    _does("reopen_account", _ADMINISTRATOR, LEDGER, "never one's own", factor=True),
    _does("give_role", _ADMINISTRATOR, LEDGER, "never to oneself", factor=True),
    _does("take_role", _ADMINISTRATOR, LEDGER, "never one's own", factor=True),
    _does("appoint_first_administrator", NOBODY, LEDGER, "only `subsidy-ledger init`, on the machine itself"),
    _does("account_credentials", _ADMINISTRATOR, LEDGER, "invitations, sessions, keys of others", factor=True),
    _sees("accounts", _ADMINISTRATOR | _WATCHERS, LEDGER, "who held which role when"),
    _does("own_credentials", EVERYBODY, OWN, "password, second factor, sessions and keys of one's own"),
    _sees("own_account", EVERYBODY, OWN, "one's own roles"),
    # Names of regions
    _does("name_regions", _ADMINISTRATOR, LEDGER, "a register of the whole ledger that touches nobody's money"),
    _does("region_import", _ADMINISTRATOR, LEDGER, "the same, from a file"),
    _sees("regions", EVERYBODY, NONE, "what places are called is known to all"),
    _sees("region_names", EVERYBODY, NONE, "what places are called is known to all"),
    # Questions to the views; lists are narrowed to what the role is held for
    _sees("position", EVERYBODY, NONE, "how far the ledger is"),
    _sees("position_at", EVERYBODY, NONE, "how far the ledger was"),
    _sees("wait_for", EVERYBODY, NONE, "reading one's own writes"),
    _sees("view_state", EVERYBODY, NONE, "whether the views run"),
    _sees("programmes", EVERYBODY, NONE, "ids and names; roles are given by them"),
    _sees("policies", _ALL_OFFICES, PLACE, "the rules people are told"),
    _sees("targets", _ALL_OFFICES, PLACE, "what was to be reached"),
    _sees("fund_position", _COUNTY, PLACE, "where the money stands"),
    _sees("fund_lines", _COUNTY, PLACE, "where the money stands"),
    _sees("balance", _COUNTY, PLACE, "where the money stands"),
    _sees("trail_of_line", _COUNTY, PLACE, "where the money went"),
    _sees("trail_of_payout", _ALL_OFFICES, PLACE, "where a person's money came from"),
    _sees("completion", _COUNTY, PLACE, "target, quota and people served"),
    _sees("paid_by_tier", _COUNTY, PLACE, "what a period paid"),
    _sees("entitlements", _ALL_OFFICES, PLACE, "who is to be paid"),
    _sees("not_in_standing", _ALL_OFFICES, PLACE, "who must not be paid"),
    _sees("paid_in", _COUNTY, PLACE, "who was paid"),
    _sees("beneficiaries", _ALL_OFFICES, PLACE, "people by id and facts"),
    _sees("person_file", _ALL_OFFICES, PLACE, "all that is registered of a person, by id"),
    _sees("live_cases_of", _ALL_OFFICES, PLACE, "what a person holds"),
    _sees("cases", _ALL_OFFICES, PLACE, "applications and what became of them"),
    _sees("notices", _ALL_OFFICES, PLACE, "what is posted"),
    _sees("people_on_notice", _ALL_OFFICES, PLACE, "who is on it, by id"),
    _sees("notice_people", _ALL_OFFICES, PLACE, "who is on it, by id"),
    _sees("open_objections", _ALL_OFFICES, PLACE, "what was objected"),
    _sees("objections", _ALL_OFFICES, PLACE, "what was objected"),
    _sees("batches", _COUNTY, PLACE, "what is to be approved, released, or was"),
    _sees("batch_lines", _COUNTY, PLACE, "what an approval is bound to, by id"),
    _sees("payouts_of_batch", _COUNTY, PLACE, "what became of each payment"),
    _sees("payouts", _ALL_OFFICES, PLACE, "what became of each payment"),
    _sees("budgets", _COUNTY, PLACE, "what may be spent, and what was"),
    _sees("budget_amounts", _COUNTY, PLACE, "what may be spent, and what was"),
    _sees("evaluations", _COUNTY, PLACE, "what was to be reached, and what was"),
    _sees("agreements", _COUNTY, PLACE, "ceilings, service, invoices"),
    _sees("agreement_steps", _COUNTY, PLACE, "ceilings, service, invoices"),
    _sees("monthly_dues", _COUNTY, PLACE, "who is still to be paid for which month"),
    _sees("expiring_certificates", _ALL_OFFICES, PLACE, "who is to be told"),
    _sees("overpaid", _COUNTY, PLACE, "what is to be ordered back"),
    _sees("recoveries", _COUNTY, PLACE, "what is owed"),
    _sees("revenue_accounts", _FINANCE | _WATCHERS, LEDGER, "revenue belongs to no programme"),
    _sees("refusals", _WATCHERS, LEDGER, "what was tried and refused"),
    _sees("register", _ALL_OFFICES, PLACE, "every row of one thing"),
    _sees("history", _ALL_OFFICES, PLACE, "every entry of one thing: who did what, and when"),
    # Replay: whoever sees a thing sees how it came about, and whether its decision stands when it is taken again
    _sees("rerun_decision", _ALL_OFFICES, PLACE, "whether a decision is the same when it is taken again"),
    _sees("rerun_programme", _ALL_OFFICES, PLACE, "the same of every decision there, or under supposed rules"),
    _sees("difference_of_position", _COUNTY, PLACE, "what became of the money between two moments"),
    _sees("difference", _ALL_OFFICES, PLACE, "what changed in a register; its own row says who sees that"),
    _sees("life", _ALL_OFFICES, PLACE, "step by step: who, when, why, which entry"),
    _sees("life_of_money", _COUNTY, PLACE, "the same of a batch and of a fund line"),
    _sees("entries", _WATCHERS, LEDGER, "the log itself, in order"),
    _sees("exports", _WATCHERS, LEDGER, "whole registers to take along"),
    # The service
    _sees("jobs", _FIELD | _FINANCE | _ADMINISTRATOR, OWN, "how one's own files are getting on, in one's own name"),
    _sees("metrics", _ADMINISTRATOR | _AUDITOR, NONE, "how the service is, in numbers without people"),
)
"""An inspector's rows read, but for audit checks and inspections. That they never inspect people they acted on is
decided by person and not by this table."""

PERMISSION: Mapping[str, Permission] = {row.operation: row for row in PERMISSIONS}


def writes(operation: str) -> bool:
    """Say whether an operation changes something. Raises KeyError for one that is not in the table."""
    return PERMISSION[operation].writes
