"""Where each command takes place: looked up in the log, for every kind of thing it names."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest

from application.access.operations import PERMISSION
from application.access.places import Place, operation_of, places_of
from application.commands.beneficiaries import NewPerson
from domain.attendance.decisions import ServiceLine
from domain.awards.rejections import NoSuchAward, NoSuchAwardScheme
from domain.batches.rejections import NoSuchBatch
from domain.beneficiaries.rejections import NotRegistered
from domain.budgets.rejections import NoSuchBudget
from domain.eligibility.signals import Signal, SignalKind
from domain.evaluations.rejections import NoSuchEvaluation
from domain.funds.parts import Part
from domain.funds.rejections import NoSuchLine
from domain.inspections.frames import unit_of
from domain.inspections.rejections import NoSuchInspection
from domain.institutions.events import AcceptedService
from domain.institutions.rejections import NoSuchAgreement
from domain.levels import GovernmentLevel
from domain.matching.rejections import NoSuchScheme
from domain.notices.rejections import NoSuchNotice
from domain.payouts.rejections import NoSuchPayout
from domain.programmes.policy import ApprovalStep
from domain.recoveries.rejections import NoSuchRecovery
from domain.rejected import Rejected
from domain.screenings.rejections import NoSuchScreening
from domain.transmissions.rejections import NoSuchTransmission
from tests.access.asked import Anything, asked
from tests.access.everything import commands
from tests.access.ledger import (
    AGREEMENT,
    AWARD,
    AWARD_SCHEME,
    AWARD_TERMS,
    BUDGET,
    CENTRE,
    EAST,
    EVALUATION,
    INSPECTION,
    LOT,
    RECOVERY,
    SCHEME,
    SCREENING,
    TENDER,
    WEST,
    home,
    the_office,
)
from tests.support.office import AREA
from tests.support.stories import FUNDED, MEDICINE, MUNICIPAL, NOTICE, yuan

NURSING_LINE = "2018/nursing/990102/county/other/财社〔2018〕7号"


@cache
def examples() -> dict[str, tuple[dict[str, Any], set[Place]]]:
    """What each command says about where it takes place, and where that is."""
    office = the_office()
    one, other = office.people[:2]
    county, of_person = Place(AREA, MEDICINE), Place(home(0), None)
    nursing = Place("990102", "nursing")
    of_case, both = Place(home(0), MEDICINE), {Place(home(0), MEDICINE), Place(home(1), MEDICINE)}
    programme, everywhere = {"programme": MEDICINE}, {Place("", MEDICINE)}
    there = programme | {"region": AREA}
    person, case, cases = (
        {"beneficiary": one},
        programme | {"beneficiary": one},
        programme | {"beneficiaries": (one, other)},
    )
    batch, notice, recovery = {"batch_id": office.batch}, {"notice_id": NOTICE}, {"recovery_id": RECOVERY}
    inspection, finding = {"inspection_id": INSPECTION}, {"finding_id": f"{INSPECTION}/{one}/1"}
    of_visit = Place(unit_of(home(0)), MEDICINE)
    service_file = {"file": f"2017/{one}"}
    budget, evaluation, of_unit = {"budget_id": BUDGET}, {"evaluation_id": EVALUATION}, {Place(AREA, "")}
    services = (AcceptedService(one, yuan(1)), AcceptedService(other, yuan(1)))
    newcomers = (NewPerson("b-1", EAST, "", ()), NewPerson("b-2", WEST, "", ()))
    return {
        "open_programme": (programme, everywhere),
        "publish_policy": (programme, everywhere),
        "assign_target": (programme, everywhere),
        "register_people": ({"people": newcomers}, {Place(EAST, None), Place(WEST, None)}),
        "change_personal_record": (person, {of_person}),
        "record_circumstances": (person, {of_person}),
        "record_death": (person, {of_person}),
        "record_move": (person, {of_person}),
        "record_signals": (
            {
                "signals": tuple(
                    Signal(each.beneficiary, SignalKind.DIED, date(2017, 1, 1), "公安") for each in services
                )
            },
            {of_person, Place(home(1), None)},
        ),
        "remind_certificates": (cases, both),
        "order_overpaid": (there, {county}),
        "place_legal_hold": (person, {of_person}),
        "lift_legal_hold": (person, {of_person}),
        "erase_person": (person, {of_person}),
        "judge_likeness": (person | {"other": other}, {of_person, Place(home(1), None)}),
        "set_retention": ({}, set()),
        "declare_bank_format": ({}, set()),
        "name_regions": ({}, set()),
        "set_calendar": ({}, set()),
        "set_document_formats": ({}, set()),
        "keep_template": ({}, set()),
        "withdraw_template": ({}, set()),
        "open_with_rules": (programme, everywhere),
        "record_key_rotation": ({}, set()),
        "apply_for_cases": (cases | {"area": AREA}, both),
        "review_cases": (cases | {"level": GovernmentLevel.COUNTY}, both),
        "grant_cases": (cases, both),
        "refuse_case": (case, {of_case}),
        "file_evidence": (case, {of_case}),
        "recheck_case": (case, {of_case}),
        "suspend_case": (case, {of_case}),
        "resume_case": (case, {of_case}),
        "revoke_case": (case, {of_case}),
        "publish_notice": (cases | there, both | {county}),
        "raise_objection": (notice | person, {of_case}),
        "settle_objection": (notice, {county}),
        "conclude_notice": (notice, {county}),
        "allocate_funds": (there, {county}),
        "add_funds": ({"line": MUNICIPAL}, {county}),
        "move_funds": ({"from_line": MUNICIPAL, "to_line": NURSING_LINE}, {county, nursing}),
        "close_year": (there, {county}),
        "set_transmission_rule": ({}, set()),
        "transmit_funds": ({"parts": (Part(MUNICIPAL, yuan(1)), Part(NURSING_LINE, yuan(1)))}, {county, nursing}),
        "take_back_funds": ({"transmission": f"2017/{MEDICINE}/{AREA}/village/财社〔2017〕9号"}, {county}),
        "receive_funds": (there, {county}),
        "collect_revenue": ({}, set()),
        "strike_trial_balance": ({}, set()),
        "announce_keys": ({}, set()),
        "remit_revenue": ({}, set()),
        "sign_agreement": (programme, everywhere),
        "receive_invoice": ({"agreement_id": AGREEMENT}, everywhere),
        "accept_service": ({"agreement_id": AGREEMENT, "services": services}, both),
        "designate_institution": ({"programmes": (MEDICINE,)}, everywhere),
        "withdraw_designation": ({"institution": CENTRE}, everywhere),
        "publish_tender": ({"lots": (LOT,)}, {county}),
        "award_lot": ({"tender_id": TENDER, "lot": "1"}, {county}),
        "fail_lot": ({"tender_id": TENDER, "lot": "1"}, {county}),
        "record_staffing": ({"agreement_id": AGREEMENT}, everywhere),
        "deduct_amount": ({"agreement_id": AGREEMENT}, everywhere),
        "accept_service_month": (
            {"agreement_id": AGREEMENT, "lines": tuple(ServiceLine(each.beneficiary, FUNDED) for each in services)},
            both,
        ),
        "set_service_terms": (there, {Place(AREA, None)}),
        "record_surveys": ({"surveys": services}, {of_person, Place(home(1), None)}),
        "record_services": ({"services": services}, {of_person, Place(home(1), None)}),
        "plan_service": (service_file, {of_person}),
        "approve_service_plan": (service_file, {of_person}),
        "leave_unplanned": (service_file, {of_person}),
        "record_follow_up": (service_file, {of_person}),
        "compare_paper": (service_file, {of_person}),
        "name_supervisors": (there | {"year": 2017}, {Place(AREA, None)}),
        "supervise_household": (there, {Place(AREA, None)}),
        "hand_in_service_report": (there, {Place(AREA, None)}),
        "confirm_falsification": (there | {"year": 2017}, {Place(AREA, None)}),
        "withdraw_falsification": (there | {"year": 2017}, {Place(AREA, None)}),
        "claim_emergency_aid": (service_file, {of_person}),
        "tie_emergency_aid": ({"aid": f"2017/{AREA}/1"}, {Place(home(0), MEDICINE)}),
        "drop_emergency_aid": ({"aid": f"2017/{AREA}/1"}, {Place(home(0), MEDICINE)}),
        "set_device_kind": (there, {county}),
        "set_device_target": (programme, everywhere),
        "receive_devices": (programme, everywhere),
        "remove_devices": (programme, everywhere),
        "count_devices": (programme, everywhere),
        "fit_device": (case, {of_case}),
        "open_screening": (there, {county}),
        "list_candidates": ({"screening": SCREENING, "beneficiaries": (one, other)}, both),
        "record_stage": ({"screening": SCREENING, "results": services}, both),
        "record_follow_ups": ({"screening": SCREENING, "results": services}, both),
        "decide_claims": ({"screening": SCREENING, "beneficiaries": (one, other)}, both),
        "leave_claims_unfunded": ({"screening": SCREENING, "beneficiaries": (one, other)}, both),
        "close_screening": ({"screening": SCREENING}, {county}),
        "approve_budget": (budget | {"region": AREA}, of_unit),
        "adjust_budget": (budget, of_unit),
        "record_expenditures": (budget, of_unit),
        "reverse_expenditure": (budget, of_unit),
        "close_budget": (budget, of_unit),
        "plan_evaluation": (budget, of_unit),
        "fill_in_evaluation": (evaluation, of_unit),
        "score_evaluation": (evaluation, of_unit),
        "reopen_evaluation": (evaluation, of_unit),
        "set_levy_terms": ({}, set()),
        "assess_levy": ({}, set()),
        "correct_levy": ({}, set()),
        "relieve_levy": ({}, set()),
        "defer_levy": ({}, set()),
        "receive_levy": ({}, set()),
        "refund_levy": ({}, set()),
        "set_charge": ({}, set()),
        "collect_fee": ({}, set()),
        "submit_batch": (there, {county}),
        "submit_claim_batch": (there, {county}),
        "open_matching_scheme": (there, {county}),
        "open_award_scheme": ({"terms": AWARD_TERMS}, {county}),
        "apply_for_award": ({"scheme_id": AWARD_SCHEME}, {county}),
        "sign_award_acceptance": ({"award_id": AWARD}, {county}),
        "grant_award": ({"award_id": AWARD}, {county}),
        "call_award_instalment": ({"award_id": AWARD}, {county}),
        "record_yearly_check": ({"award_id": AWARD}, {county}),
        "suspend_overdue_award": ({"award_id": AWARD}, {county}),
        "resume_award": ({"award_id": AWARD}, {county}),
        "order_award_back": ({"award_id": AWARD}, {county}),
        "admit_unit": ({"scheme_id": SCHEME}, {county}),
        "meet_unit_condition": ({"scheme_id": SCHEME}, {county}),
        "approve_batch": (batch, {county}),
        "send_batch_back": (batch, {county}),
        "release_batch": (batch, {county}),
        "post_bank_result": (batch, {county}),
        "post_late_returns": (batch, {county}),
        "reissue_payouts": (batch, {county}),
        "cancel_payouts": (batch, {county}),
        "close_batch": (batch, {county}),
        "order_recovery": ({"payout_id": f"{MEDICINE}/2017/{one}"}, {of_case}),
        "receive_instalment": (recovery, {of_case}),
        "write_off_recovery": (recovery, {of_case}),
        "open_inspection": (there, {county}),
        "bind_seed": (inspection, {county}),
        "draw_sample": (inspection, {county}),
        "close_inspection": (inspection, {county}),
        "plan_visits": (inspection, {county}),
        "record_visit": (inspection, {county}),
        "raise_visit_finding": (inspection, {county}),
        "answer_visit_finding": (finding, {of_visit}),
        "follow_up_visit_finding": (finding, {of_visit}),
        "order_recovery_from_finding": (finding, {of_visit}),
        "close_visit_finding": (finding, {of_visit}),
        "run_checks": ({}, set()),
        "dispose_finding": ({}, set()),
        "open_account": ({}, set()),
        "close_account": ({}, set()),
        "reopen_account": ({}, set()),
        "give_role": ({}, set()),
        "take_role": ({}, set()),
        "appoint_first_administrator": ({}, set()),
    }


@pytest.mark.parametrize("operation", sorted(commands()))
def test_every_command_takes_place_where_what_it_names_lies(operation: str) -> None:
    said, expected = examples()[operation]
    assert set(places_of(asked(operation, **said), the_office().desk)) == expected


@pytest.mark.parametrize("operation", sorted(commands()))
def test_every_command_falls_under_a_row_of_the_table(operation: str) -> None:
    for step in ApprovalStep:
        assert operation_of(asked(operation, step=step)) in PERMISSION


def test_a_step_and_a_level_name_a_row_of_their_own() -> None:
    assert operation_of(asked("approve_batch", step=ApprovalStep.UNIT_HEAD)) == "approve_batch_as_unit_head"
    assert operation_of(asked("send_batch_back", step=ApprovalStep.PROJECT_LEAD)) == "send_batch_back_as_project_lead"
    rows = [operation_of(asked("review_cases", level=level)) for level in GovernmentLevel]
    assert rows == ["review_cases"] * 4 + ["review_cases_at_township"]


@pytest.mark.parametrize(
    ("operation", "said", "rule"),
    [
        ("release_batch", {"batch_id": "psy-medicine/2017/9"}, NoSuchBatch),
        ("record_death", {"beneficiary": "b-nobody"}, NotRegistered),
        ("grant_cases", {"programme": MEDICINE, "beneficiaries": ("b-nobody",)}, NotRegistered),
        ("conclude_notice", {"notice_id": "n-9"}, NoSuchNotice),
        ("receive_invoice", {"agreement_id": "a-9"}, NoSuchAgreement),
        ("order_recovery", {"payout_id": "psy-medicine/2017/b-nobody"}, NoSuchPayout),
        ("receive_instalment", {"recovery_id": "r-9"}, NoSuchRecovery),
        ("plan_visits", {"inspection_id": "i-9"}, NoSuchInspection),
        ("close_screening", {"screening": "cataract/2017"}, NoSuchScreening),
        ("close_budget", {"budget_id": "2016-990101"}, NoSuchBudget),
        ("plan_evaluation", {"budget_id": "2016-990101"}, NoSuchBudget),
        ("score_evaluation", {"evaluation_id": "e-2016"}, NoSuchEvaluation),
        ("admit_unit", {"scheme_id": "none"}, NoSuchScheme),
        ("apply_for_award", {"scheme_id": "none"}, NoSuchAwardScheme),
        ("resume_award", {"award_id": "none.none"}, NoSuchAward),
        ("close_visit_finding", {"finding_id": "i-9/b-1/1"}, NoSuchInspection),
        ("add_funds", {"line": "nonsense"}, NoSuchLine),
        ("take_back_funds", {"transmission": "nonsense"}, NoSuchTransmission),
        ("add_funds", {"line": "//"}, NoSuchLine),
        ("add_funds", {"line": "2017/psy-medicine/somewhere/county/other/x"}, NoSuchLine),
    ],
)
def test_what_is_not_there_says_so_itself(operation: str, said: dict[str, Any], rule: type[Rejected]) -> None:
    with pytest.raises(rule):
        list(places_of(asked(operation, **said), the_office().desk))


def test_the_first_unknown_person_of_a_list_is_named_by_their_place() -> None:
    said = {"programme": MEDICINE, "beneficiaries": (the_office().people[0], "b-nobody")}
    with pytest.raises(NotRegistered) as caught:
        list(places_of(asked("grant_cases", **said), the_office().desk))
    assert caught.value.field == "beneficiaries[1]"


def test_a_command_nobody_has_placed_is_a_defect_and_not_a_refusal() -> None:
    with pytest.raises(TypeError, match="nobody has said where"):
        list(places_of(Anything(), the_office().desk))  # type: ignore[arg-type]  # that is the point
