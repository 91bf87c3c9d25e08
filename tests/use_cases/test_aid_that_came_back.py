"""Emergency aid whose payment came back: the claim is open again, and paid again, or dropped."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from application.commands.bank import CancelPayouts, ReissuePayouts
from application.commands.emergency_aid import ClaimEmergencyAid, DropEmergencyAid, TieEmergencyAid
from application.commands.late_returns import LateReturn, PostLateReturns
from application.commands.service_files import RecordSurveys, SurveyGiven
from application.commands.service_places import SetServiceTerms
from application.lists import EMERGENCY_AIDS
from domain.payouts.events import ReturnReason
from domain.periods import PeriodKind
from domain.tailored.events import PageSigner, Signature
from domain.tailored.place_events import Factor, Terms, Weight
from domain.tailored.place_rejections import AidIsOver
from tests.support.office import AREA, BUILDER, CASHIER, Office
from tests.support.stories import MEDICINE, RESULT, a_settled_batch, post_result, yuan

AID = f"2017/{AREA}/1"


@pytest.fixture
def office() -> Office:
    """A claim of 1000.00 that a settled payout has paid, in a year that has 1000.00 for everybody."""
    office = a_settled_batch()
    one = office.people[0]
    terms = Terms(
        (Weight(Factor.SURVEYED, Fraction(1)),), 2, PeriodKind.QUARTER, 5, 10, MEDICINE, yuan(1000), yuan(1000)
    )
    told: dict[str, Any] = {"region": AREA, "terms": terms, "valid_from": RESULT, "document": "残联〔2017〕6号"}
    office.asks(SetServiceTerms, by=BUILDER, **told, on=RESULT)
    survey = SurveyGiven(one, (), (), Signature("a" * 64, PageSigner.PERSON, RESULT), RESULT)
    office.asks(RecordSurveys, by=BUILDER, year=RESULT.year, surveys=(survey,))
    claim: dict[str, Any] = {"amount": yuan(1000), "text": "火灾", "page_sha256": "b" * 64, "on": RESULT}
    office.asks(ClaimEmergencyAid, by=BUILDER, file=f"{RESULT.year}/{one}", **claim)
    ties(office)
    assert stage(office) == ("paid", payout(office))
    return office


def payout(office: Office) -> str:
    return f"{MEDICINE}/2017/{office.people[0]}"


def ties(office: Office) -> None:
    office.asks(TieEmergencyAid, by=CASHIER, aid=AID, payout_id=payout(office), on=RESULT)


def comes_back(office: Office, *places: int) -> None:
    lines = tuple(
        LateReturn(office.people[place], yuan(1000), ReturnReason.ACCOUNT_CLOSED, "已销户") for place in places
    )
    paper: dict[str, Any] = {"statement": "退回通知", "statement_sha256": "ab" * 32, "lines": lines, "on": RESULT}
    office.asks(PostLateReturns, by=CASHIER, batch_id=office.batch, **paper)


def stage(office: Office) -> tuple[str, str | None]:
    [row] = office.views.rows(EMERGENCY_AIDS)
    return row.stage.value, row.payout


def test_the_claim_is_open_again_and_paid_by_the_same_payout_once_that_is_settled_anew(office: Office) -> None:
    before = office.desk.log.head()
    comes_back(office, 0, 1)
    assert stage(office) == ("claimed", None)
    [then] = office.views.rows(EMERGENCY_AIDS, as_of=before)
    assert then.stage.value == "paid"
    office.asks(ReissuePayouts, by=CASHIER, batch_id=office.batch, beneficiaries=(office.people[0],), value_date=RESULT)
    post_result(office, on=RESULT)
    ties(office)
    assert stage(office) == ("paid", payout(office))
    office.is_refused(AidIsOver, TieEmergencyAid, by=CASHIER, aid=AID, payout_id=payout(office), on=RESULT)
    office.holds()


def test_the_claim_may_be_dropped_when_the_payment_is_given_up(office: Office) -> None:
    comes_back(office, 0)
    people = (office.people[0],)
    office.asks(CancelPayouts, by=CASHIER, batch_id=office.batch, beneficiaries=people, reason="放弃", on=RESULT)
    office.asks(DropEmergencyAid, by=BUILDER, aid=AID, text="已另行解决", on=RESULT)
    assert stage(office) == ("dropped", None)


def test_who_had_no_aid_comes_back_as_before(office: Office) -> None:
    comes_back(office, 1)
    assert stage(office) == ("paid", payout(office))
