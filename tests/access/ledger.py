"""A ledger with one of every kind of thing, and where people live in it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from application.access.places import places_of_people
from application.commands.awards import ApplyForAward, OpenAwardScheme
from application.commands.budgets import ApproveBudget
from application.commands.emergency_aid import ClaimEmergencyAid
from application.commands.evaluations import PlanEvaluation
from application.commands.inspections import DrawSample, OpenInspection
from application.commands.institutions import SignAgreement
from application.commands.matching import OpenMatchingScheme
from application.commands.recoveries import OrderRecovery
from application.commands.screenings import OpenScreening
from application.commands.service_files import RecordSurveys, SurveyGiven
from application.commands.service_places import SetServiceTerms
from application.commands.tenders import DesignateInstitution, PublishTender
from application.commands.visits import PlanVisits
from domain.awards.events import AwardTerms
from domain.budgets.events import BudgetItem, BudgetLine
from domain.budgets.figures import BudgetBasis
from domain.evaluations.events import Indicator, IndicatorKind, ScoringRule, ScoringTerms, Weights
from domain.inspections.events import ByShare, FrameKind
from domain.institutions.pricing import ServiceUnit
from domain.levels import FundKind, GovernmentLevel
from domain.matching.events import MatchingShare
from domain.money import Money
from domain.periods import PeriodKind
from domain.programmes.policy import ApprovalStep, TierShare
from domain.rates import Unit
from domain.recoveries.events import Instalment, RecoveryGround
from domain.screenings.plan import Reason, Stage, StageKind
from domain.tailored.events import PageSigner, Signature
from domain.tailored.place_events import Factor, Terms, Weight
from domain.tenders.events import Lot
from tests.support.inspections import INSPECTOR
from tests.support.office import APPROVERS, AREA, BUILDER, Office
from tests.support.stories import AGAIN, FUNDED, MEDICINE, YEAR, a_settled_batch, yuan

EAST, WEST = "990101001000", "990101002000"
AGREEMENT, RECOVERY, INSPECTION = "rehab-a", "r-1", "inspection-2017-1"
SCHEME = "stations-2017"
BUDGET, EVALUATION = "2017-990101", "e-2017"
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
    a_budget_of(office)
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


def a_budget_of(office: Office) -> None:
    """A budget of the county's unit, and the self-evaluation that is planned over it."""
    line = BudgetLine("work", GovernmentLevel.COUNTY, FundKind.GENERAL_BUDGET, 2017, yuan(100))
    of: dict[str, Any] = {"region": AREA, "fiscal_year": 2017, "document": "财预〔2017〕1号", "surplus_after_years": 2}
    items = (BudgetItem("work", "工作经费", ""),)
    office.asks(ApproveBudget, by=BUILDER, budget_id=BUDGET, items=items, lines=(line,), on=FUNDED, **of)
    people = Indicator(
        "1.1", IndicatorKind.QUANTITY, "人数", Unit.PEOPLE, "", ScoringRule.PROPORTIONAL, Fraction(10), "", Fraction(90)
    )
    plan: dict[str, Any] = {"name": "工作经费", "items": (), "levels": (), "against": BudgetBasis.FULL_YEAR}
    plan |= {"goals": "保障运转", "weights": Weights(10, 90, 0, 0), "scoring": ScoringTerms(), "indicators": (people,)}
    lead = APPROVERS[ApprovalStep.PROJECT_LEAD]
    office.asks(PlanEvaluation, by=lead, evaluation_id=EVALUATION, budget_id=BUDGET, on=FUNDED, **plan)


def home(index: int) -> str:
    """The region somebody of the batch lives in."""
    [place] = places_of_people([the_office().people[index]], the_office().desk)
    assert place.region is not None
    return place.region
