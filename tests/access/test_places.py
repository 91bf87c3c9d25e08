"""Where each command and each question takes place: looked up in the log, for every kind of thing."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from application.access.decide import (
    NotPermitted,
    OutsideYourProgrammes,
    OutsideYourRegion,
    WholeLedgerNeeded,
    check,
    regions_of,
)
from application.access.operations import PERMISSION
from application.access.places import (
    ANYWHERE,
    Place,
    operation_of,
    place_of_line,
    places_of,
    places_of_people,
    places_of_rows,
    places_of_stream,
)
from application.access.registers import places_of_register
from application.commands.awards import ApplyForAward, OpenAwardScheme
from application.commands.beneficiaries import NewPerson
from application.commands.emergency_aid import ClaimEmergencyAid
from application.commands.inspections import DrawSample, OpenInspection
from application.commands.institutions import SignAgreement
from application.commands.matching import OpenMatchingScheme
from application.commands.recoveries import OrderRecovery
from application.commands.screenings import OpenScreening
from application.commands.service_files import RecordSurveys, SurveyGiven
from application.commands.service_places import SetServiceTerms
from application.commands.tenders import DesignateInstitution, PublishTender
from application.commands.visits import PlanVisits
from application.lists import Grant
from domain.accounts.rejections import AccountIsClosed, NoSuchAccount
from domain.accounts.roles import Role
from domain.accounts.state import Account, HeldRole
from domain.attendance.decisions import ServiceLine
from domain.awards.events import AwardTerms
from domain.awards.rejections import NoSuchAward, NoSuchAwardScheme
from domain.batches.rejections import NoSuchBatch
from domain.beneficiaries.rejections import NotRegistered
from domain.eligibility.signals import Signal, SignalKind
from domain.funds.rejections import NoSuchLine
from domain.inspections.events import ByShare, FrameKind
from domain.inspections.frames import unit_of
from domain.inspections.rejections import NoSuchInspection
from domain.institutions.events import AcceptedService
from domain.institutions.pricing import ServiceUnit
from domain.institutions.rejections import NoSuchAgreement
from domain.levels import FundKind, GovernmentLevel
from domain.matching.events import MatchingShare
from domain.matching.rejections import NoSuchScheme
from domain.money import Money
from domain.notices.rejections import NoSuchNotice
from domain.payouts.rejections import NoSuchPayout
from domain.periods import PeriodKind
from domain.programmes.policy import ApprovalStep, TierShare
from domain.recoveries.events import Instalment, RecoveryGround
from domain.recoveries.rejections import NoSuchRecovery
from domain.regions import RegionCode
from domain.rejected import Rejected
from domain.screenings.plan import Reason, Stage, StageKind
from domain.screenings.rejections import NoSuchScreening
from domain.tailored.events import PageSigner, Signature
from domain.tailored.place_events import Factor, Terms, Weight
from domain.tenders.events import Lot
from infrastructure.views.registers import IDS
from tests.access.everything import commands
from tests.support.inspections import INSPECTOR
from tests.support.office import AREA, BUILDER, Office, living_in
from tests.support.stories import (
    AGAIN,
    FUND,
    FUNDED,
    MEDICINE,
    MUNICIPAL,
    NOTICE,
    PROVINCIAL,
    YEAR,
    a_settled_batch,
    some_people,
    yuan,
)

EAST, WEST = "990101001000", "990101002000"
AGREEMENT, RECOVERY, INSPECTION = "rehab-a", "r-1", "inspection-2017-1"
SCHEME = "stations-2017"
AWARD_SCHEME, AWARD = "homes-2017", "homes-2017.sunshine"
AWARD_TERMS = AwardTerms(
    MEDICINE,
    AREA,
    "残联发〔2017〕5号",
    ("残联", "民政局", "财政局", "卫健局"),
    (TierShare(GovernmentLevel.COUNTY, FundKind.GENERAL_BUDGET, Fraction(1)),),
    Money(10_000_000),
    3,
    31,
    3,
)
SCREENING = f"{MEDICINE}/2016"
STAGES = (Stage("operation", "手术", "Operation", StageKind.SERVICE, 0, (Reason("away", "外出", "Away"),)),)
CENTRE, TENDER = "52990101MJ0000001G", "tender-2017"
LOT = Lot("1", MEDICINE, AREA, 2017, ServiceUnit.HOUR, yuan(40), None, yuan(6000))
NURSING_LINE = "2018/nursing/990102/county/other/财社〔2018〕7号"


@cache
def the_office() -> Office:
    """A settled batch of the county, one person's payment ordered back, and an agreement."""
    office = a_settled_batch()
    terms: dict[str, Any] = {"institution": "52990101MJ0000001G", "programme": MEDICINE, "fiscal_year": 2017}
    office.asks(SignAgreement, by=BUILDER, agreement_id=AGREEMENT, ceiling=yuan(6000), on=FUNDED, **terms)
    ordered: dict[str, Any] = {
        "recovery_id": RECOVERY,
        "payout_id": f"{MEDICINE}/2017/{office.people[0]}",
        "amount": yuan(10),
        "ground": RecoveryGround.FALSE_FACTS,
        "instalments": (Instalment(date(2017, 12, 1), yuan(10)),),
        "on": AGAIN,
    }
    office.asks(OrderRecovery, by=BUILDER, **ordered)
    inspected: dict[str, Any] = {"programme": MEDICINE, "period": YEAR, "region": AREA, "as_of": None, "on": AGAIN}
    how: dict[str, Any] = {"frame": FrameKind.PAID, "method": ByShare(Fraction(1), Fraction(1)), "seed": "dice-2017-05"}
    inspection: dict[str, Any] = {"inspection_id": INSPECTION, "on": AGAIN}
    office.asks(OpenInspection, by=INSPECTOR, **(inspected | how | inspection))
    office.asks(DrawSample, by=INSPECTOR, **inspection)
    plan: dict[str, Any] = {"beneficiaries": office.people[:1], "visitor": INSPECTOR.id, "planned_for": AGAIN}
    office.asks(PlanVisits, by=INSPECTOR, **inspection, **plan)
    a_scheme_of(office)
    a_tender_of(office)
    a_screening_of(office)
    a_service_file_of(office)
    return office


def a_service_file_of(office: Office) -> None:
    """Terms of the county, one person's service file and a claim of emergency aid."""
    terms = Terms((Weight(Factor.SURVEYED, Fraction(1)),), 2, PeriodKind.QUARTER, 5, 10, MEDICINE, yuan(100), yuan(100))
    told: dict[str, Any] = {"region": AREA, "terms": terms, "valid_from": FUNDED, "document": "残联〔2017〕6号"}
    office.asks(SetServiceTerms, by=BUILDER, **told, on=FUNDED)
    page = Signature("a" * 64, PageSigner.PERSON, FUNDED)
    survey = SurveyGiven(office.people[0], (), (), page, FUNDED)
    office.asks(RecordSurveys, by=BUILDER, year=FUNDED.year, surveys=(survey,))
    claim: dict[str, Any] = {"amount": yuan(100), "text": "火灾", "page_sha256": "b" * 64, "on": FUNDED}
    office.asks(ClaimEmergencyAid, by=BUILDER, file=f"{FUNDED.year}/{office.people[0]}", **claim)


def a_screening_of(office: Office) -> None:
    """A screening of the county, nobody screened yet."""
    asked: dict[str, Any] = {"programme": MEDICINE, "region": AREA, "fiscal_year": 2016, "target": 1}
    asked |= {"target_document": "残联发〔2016〕3号", "price": Money(150_000), "stages": STAGES, "on": FUNDED}
    office.asks(OpenScreening, by=BUILDER, follow_ups=(), missed_reasons=(), **asked)


def a_tender_of(office: Office) -> None:
    """A designated institution, and a lot that nobody was awarded."""
    valid = {"valid_from": FUNDED, "valid_until": date(2017, 12, 31), "document": "残联2017-1"}
    named: dict[str, Any] = {"institution": CENTRE, "name": "示例助残中心", "programmes": (MEDICINE,)}
    office.asks(DesignateInstitution, by=BUILDER, on=FUNDED, **named, **valid)
    of: dict[str, Any] = {"title": "生活服务", "document": "采购2017-1", "lots": (LOT,)}
    office.asks(PublishTender, by=BUILDER, tender_id=TENDER, on=FUNDED, **of)


def a_scheme_of(office: Office) -> None:
    """A matching scheme of the county, without units yet, and an application for an award."""
    shares = (
        MatchingShare(GovernmentLevel.MUNICIPAL, FundKind.GENERAL_BUDGET, 1, "验收"),
        MatchingShare(GovernmentLevel.COUNTY, FundKind.GENERAL_BUDGET, 1, "验收"),
    )
    terms: dict[str, Any] = {"programme": MEDICINE, "region": AREA, "period": YEAR, "document": "财社〔2017〕18号"}
    terms |= {"shares": shares, "conditions": ("验收",), "on": FUNDED}
    office.asks(OpenMatchingScheme, by=BUILDER, scheme_id=SCHEME, **terms)
    office.asks(OpenAwardScheme, by=BUILDER, scheme_id=AWARD_SCHEME, terms=AWARD_TERMS, on=FUNDED)
    applicant: dict[str, Any] = {"applicant": "sunshine", "institution": "52990101MJ0000001G", "name": "阳光托养中心"}
    office.asks(ApplyForAward, by=BUILDER, scheme_id=AWARD_SCHEME, on=FUNDED, **applicant)


def home(index: int) -> str:
    """The region somebody of the batch lives in."""
    [place] = places_of_people([the_office().people[index]], the_office().desk)
    assert place.region is not None
    return place.region


class Anything:
    """Stands in every field of a command that says nothing about where it takes place."""


def asked(operation: str, **said: Any) -> Any:
    """Return the command of an operation; fields that are not named here do not matter."""
    kind = commands()[operation]
    return kind(**{name: said.get(name, Anything()) for name in getattr(kind, "__dataclass_fields__")})  # noqa: B009


@cache
def examples() -> dict[str, tuple[dict[str, Any], set[Place]]]:
    """What each command says about where it takes place, and where that is."""
    office = the_office()
    one, other = office.people[:2]
    county, of_person = Place(AREA, MEDICINE), Place(home(0), None)
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
        "name_regions": ({}, set()),
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
        "move_funds": ({"from_line": MUNICIPAL, "to_line": NURSING_LINE}, {county, Place("990102", "nursing")}),
        "close_year": (there, {county}),
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
        ("admit_unit", {"scheme_id": "none"}, NoSuchScheme),
        ("apply_for_award", {"scheme_id": "none"}, NoSuchAwardScheme),
        ("resume_award", {"award_id": "none.none"}, NoSuchAward),
        ("close_visit_finding", {"finding_id": "i-9/b-1/1"}, NoSuchInspection),
        ("add_funds", {"line": "nonsense"}, NoSuchLine),
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


def test_a_list_lies_wherever_somebody_on_it_lives() -> None:
    [first, *_] = rows = living_in(some_people(2), EAST)
    assert set(places_of_rows([first, *living_in(rows[1:], WEST)])) == {Place(EAST, None), Place(WEST, None)}


def test_a_line_says_where_it_lies() -> None:
    assert place_of_line(PROVINCIAL) == Place(AREA, MEDICINE)
    assert place_of_line("revenue/2017/fees") == Place()


def test_a_history_lies_where_its_thing_does_and_what_has_no_place_is_the_whole_ledgers() -> None:
    office, at_home = the_office(), home(0)
    one = office.people[0]
    for stream, place in {
        f"programme/{MEDICINE}": Place(None, MEDICINE),
        f"fund/{FUND}": Place(AREA, MEDICINE),
        f"beneficiary/{one}": Place(at_home, None),
        f"case/{MEDICINE}/{one}": Place(at_home, MEDICINE),
        f"notice/{NOTICE}": Place(AREA, MEDICINE),
        f"agreement/{AGREEMENT}": Place(None, MEDICINE),
        f"batch/{office.batch}": Place(AREA, MEDICINE),
        f"payout/{MEDICINE}/{YEAR}/{one}": Place(at_home, MEDICINE),
        f"recovery/{RECOVERY}": Place(at_home, MEDICINE),
        f"institution/{CENTRE}": Place(None, None),
        f"tender/{TENDER}": Place(AREA, MEDICINE),
        f"screening/{SCREENING}": Place(AREA, MEDICINE),
        f"service_file/2017/{one}": Place(home(0), None),
        f"service_terms/{AREA}": Place(AREA, None),
        f"service_place/2017/{AREA}": Place(AREA, None),
        f"service_aid/2017/{AREA}": Place(AREA, None),
        "revenue/2017/fees": Place(),
        "account/wang": Place(),
        "refusal/command-9": Place(),
        "nonsense": Place(),
    }.items():
        assert list(places_of_stream(stream, office.desk)) == [place], stream


@pytest.mark.parametrize("table", IDS)
def test_every_register_lies_somewhere(table: str) -> None:
    office = the_office()
    one = office.people[0]
    keys = {
        "programme": MEDICINE,
        "policy_version": MEDICINE,
        "policy_tier": MEDICINE,
        "target": MEDICINE,
        "beneficiary": one,
        "circumstance": one,
        "case_step": f"{MEDICINE}/{one}",
        "notice": NOTICE,
        "notice_person": NOTICE,
        "fund_line": MUNICIPAL,
        "fund_movement": MUNICIPAL,
        "fund_year": FUND,
        "payout_step": f"{MEDICINE}/2017/{one}",
        "agreement": AGREEMENT,
        "agreement_person": AGREEMENT,
        "designation": CENTRE,
        "tender_lot": TENDER,
        "service_record": AGREEMENT,
        "recovery": RECOVERY,
        "recovery_due": RECOVERY,
        "inspection": INSPECTION,
        "matching_scheme": SCHEME,
        "award_scheme_row": AWARD_SCHEME,
        "award_step": AWARD,
        "award_part": AWARD,
        "matching_unit": SCHEME,
        "matching_part": SCHEME,
        "inspection_unit": INSPECTION,
        "service_step": f"2017/{one}",
        "service_place_step": f"2017/{AREA}",
        "service_terms": AREA,
        "aid_step": f"2017/{AREA}/1",
        "device_step": f"{MEDICINE}/wheelchair",
        "device_fitting": f"{MEDICINE}/wheelchair",
        "screening": SCREENING,
        "screened_person": f"{SCREENING}/{one}",
        "follow_up": f"{SCREENING}/{one}",
        "screening_claim": f"{SCREENING}/{one}",
        "sample_person": INSPECTION,
        "visit": f"{INSPECTION}/{one}",
        "visit_fact": f"{INSPECTION}/{one}",
        "visit_finding_step": f"{INSPECTION}/{one}/1",
    }
    of_nobody = {"objection", "revenue", "refusal", "account_step", "role_step"}
    of_nobody |= {"check_count", "finding", "finding_evidence", "region_name"}
    [place] = places_of_register(table, keys.get(table, office.batch), office.desk)
    assert (place == Place()) is (table in of_nobody)


def held_for(role: Role, region: str = "", *programmes: str) -> Account:
    return Account("wang", date(2026, 6, 30), roles=(HeldRole(role, region, programmes),))


def refused(account: Account, ask: Any) -> type[Rejected] | None:
    """Say which rule keeps the account from a command, if one does."""
    try:
        check(account, operation_of(ask), places_of(ask, the_office().desk), second_factor=True)
    except Rejected as refusal:
        return type(refusal)
    return None


def test_a_list_is_inside_only_when_everybody_on_it_is() -> None:
    people, case_officer = the_office().people, held_for(Role.CASE_OFFICER, home(0))
    assert refused(case_officer, asked("grant_cases", programme=MEDICINE, beneficiaries=people[:1])) is None
    assert refused(case_officer, asked("grant_cases", programme=MEDICINE, beneficiaries=people)) is OutsideYourRegion


def test_a_township_objects_for_its_own_people_on_a_county_notice() -> None:
    office = the_office()
    one, other = office.people[:2]
    township = held_for(Role.TOWNSHIP, home(0), MEDICINE)
    for beneficiary, rule in ((one, None), (other, OutsideYourRegion)):
        ask = asked("raise_objection", notice_id=NOTICE, beneficiary=beneficiary)
        assert refused(township, ask) is rule


def test_two_roles_each_narrowed_do_not_add_up_to_a_place_neither_has() -> None:
    here, there = HeldRole(Role.TOWNSHIP, EAST, (MEDICINE,)), HeldRole(Role.TOWNSHIP, WEST, ("nursing",))
    account = Account("wang", date(2026, 6, 30), roles=(here, there))
    check(account, "cases", [Place(EAST, MEDICINE), Place(WEST, "nursing")], second_factor=False)
    with pytest.raises(OutsideYourProgrammes):
        check(account, "cases", [Place(EAST, "nursing")], second_factor=False)


def test_for_who_holds_the_whole_ledger_nothing_is_looked_up() -> None:
    unknown = asked("grant_cases", programme=MEDICINE, beneficiaries=("b-nobody",))
    assert refused(held_for(Role.CASE_OFFICER), unknown) is None
    assert refused(held_for(Role.CASE_OFFICER, AREA), unknown) is NotRegistered


def test_whoever_may_not_do_it_anywhere_does_not_learn_what_is_there() -> None:
    unknown = asked("release_batch", batch_id="psy-medicine/2017/9")
    assert refused(held_for(Role.CASE_OFFICER, AREA), unknown) is NotPermitted
    assert refused(held_for(Role.FINANCE_OFFICER, AREA), unknown) is NoSuchBatch


def test_a_closed_account_may_nothing_and_one_that_never_was_neither() -> None:
    opened = date(2026, 6, 30)
    for account, rule in ((Account("wang", opened, closed=True), AccountIsClosed), (Account("wang"), NoSuchAccount)):
        with pytest.raises(rule):
            check(account, "own_credentials", (), second_factor=True)
        with pytest.raises(rule):
            regions_of(account, "cases")


def test_lists_are_narrowed_to_what_the_roles_are_held_for() -> None:
    here, there = HeldRole(Role.TOWNSHIP, EAST, (MEDICINE,)), HeldRole(Role.CASE_OFFICER, "", ("nursing",))
    account = Account("wang", date(2026, 6, 30), roles=(here, there))
    east, nursing = Grant(RegionCode(EAST), frozenset({MEDICINE})), Grant(None, frozenset({"nursing"}))
    assert regions_of(account, "cases") == (east, nursing)
    assert regions_of(account, "fund_lines") == (nursing,)
    assert regions_of(account, "programmes") == (Grant(),)
    assert regions_of(held_for(Role.AUDITOR), "cases") == (Grant(),)
    assert regions_of(held_for(Role.TOWNSHIP, EAST), "cases") == (Grant(RegionCode(EAST), None),)
    check(account, "cases", [ANYWHERE], second_factor=False)
    with pytest.raises(NotPermitted):
        check(account, "refusals", [ANYWHERE], second_factor=False)
    with pytest.raises(NotPermitted):
        regions_of(account, "refusals")
    with pytest.raises(WholeLedgerNeeded):
        regions_of(held_for(Role.AUDITOR, EAST), "refusals")


def test_a_command_nobody_has_placed_is_a_defect_and_not_a_refusal() -> None:
    with pytest.raises(TypeError, match="nobody has said where"):
        list(places_of(Anything(), the_office().desk))  # type: ignore[arg-type]  # that is the point
