"""Checks look at screenings, too: nobody is paid over the target without a payer, nobody is served after death."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from application.commands.beneficiaries import RecordDeath
from application.commands.screening_claims import LeaveClaimsUnfunded
from application.commands.screenings import ListCandidates, OpenScreening, RecordStage, Result
from domain.screenings.plan import Reason, Stage, StageKind
from tests.checks.planting import found
from tests.support.office import AREA, BUILDER, CASE_OFFICER, DECIDER, LIAISON, Office
from tests.support.stories import MEDICINE, people_registered, yuan

OPENED, OPERATED, SCREENING = date(2017, 3, 1), date(2017, 5, 8), f"{MEDICINE}/2017"
STAGES = (Stage("operation", "手术", "Operation", StageKind.SERVICE, 0, (Reason("away", "外出", "Away"),)),)


def operated(target: int = 2) -> Office:
    """Three people are operated on, whatever the target."""
    office = people_registered(3)
    asked: dict[str, Any] = {"programme": MEDICINE, "region": AREA, "fiscal_year": 2017, "target": target}
    asked |= {"target_document": "残联发〔2017〕3号", "price": yuan(1500), "stages": STAGES, "on": OPENED}
    office.asks(OpenScreening, by=DECIDER, follow_ups=(), missed_reasons=(), **asked)
    office.asks(ListCandidates, by=LIAISON, screening=SCREENING, beneficiaries=tuple(office.people), on=OPENED)
    results = tuple(Result(person, True, OPERATED) for person in office.people)
    office.asks(RecordStage, by=CASE_OFFICER, screening=SCREENING, stage="operation", results=results, on=OPERATED)
    return office


def test_a_service_over_the_target_that_nobody_pays_is_found_until_somebody_decides() -> None:
    office = operated()
    [one] = found(office, "C21")
    assert (one.subject, one.programme, one.evidence[0].amount) == (office.people[2], MEDICINE, yuan(1500))
    asked: dict[str, Any] = {"screening": SCREENING, "reason": "年内不安排资金", "on": OPERATED}
    office.asks(LeaveClaimsUnfunded, by=BUILDER, beneficiaries=(office.people[2],), **asked)
    assert found(office, "C21") == []
    assert found(operated(target=3), "C21") == []


def test_an_operation_on_somebody_who_was_dead_is_found() -> None:
    office = operated(target=3)
    assert found(office, "C19") == []
    office.asks(
        RecordDeath,
        by=LIAISON,
        beneficiary=office.people[0],
        died_on=OPERATED - timedelta(days=9),
        source="公安户籍注销",
    )
    [one] = found(office, "C19")
    assert (one.subject, [each.source for each in one.evidence]) == (
        office.people[0],
        [f"screening/{SCREENING}", f"beneficiary/{office.people[0]}"],
    )
