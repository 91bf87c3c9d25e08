"""Stories of inspections: fifty people in five townships are paid, a sample is drawn, some are called on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from application.commands.inspections import DrawSample, OpenInspection
from application.commands.visit_findings import RaiseVisitFinding
from application.commands.visits import PlanVisits, RecordVisit
from application.road import Officer
from domain.inspections.events import ByShare, FrameKind
from domain.inspections.visit_events import VisitFindingKind
from tests.support.office import AREA, Office
from tests.support.stories import (
    APPLIED,
    MEDICINE,
    YEAR,
    a_programme,
    allocate,
    apply,
    approve,
    conclude_and_grant,
    post_notice,
    post_result,
    release,
    review,
    some_people,
    submit,
)

INSPECTOR, OTHER_INSPECTOR = Officer("inspector-yu"), Officer("inspector-shi")
INSPECTION, SEED = "inspection-2017-1", "dice-of-2017-06-01"
TENTH = ByShare(Fraction(1, 10), Fraction(1, 10))
OPENED, DRAWN, PLANNED, VISITED = date(2017, 6, 1), date(2017, 6, 2), date(2017, 6, 5), date(2017, 6, 8)
RAISED, DUE, ANSWERED, CLOSED = date(2017, 6, 9), date(2017, 6, 30), date(2017, 6, 20), date(2017, 7, 3)
TOWNS = tuple(f"{AREA}{number:03d}000" for number in range(1, 6))


def townspeople_paid(count: int = 25, office: Office | None = None) -> Office:
    """A fifth of them in each township, all paid for 2017."""
    office = a_programme(office)
    rows = [replace(row, region=TOWNS[index % len(TOWNS)]) for index, row in enumerate(some_people(count))]
    office.people = office.registers(rows, on=APPLIED)
    apply(office, office.people)
    review(office, office.people)
    post_notice(office, office.people)
    conclude_and_grant(office, office.people)
    allocate(office, provincial=1600, municipal=1000 * count - 1600)
    submit(office)
    approve(office)
    release(office)
    post_result(office)
    return office


def opened(office: Office, **facts: Any) -> None:
    asked: dict[str, Any] = {
        "inspection_id": INSPECTION,
        "programme": MEDICINE,
        "period": YEAR,
        "region": AREA,
        "frame": FrameKind.PAID,
        "as_of": None,
        "method": TENTH,
        "seed": SEED,
        "on": OPENED,
    } | facts
    office.asks(OpenInspection, by=INSPECTOR, **asked)


def drawn(office: Office, **facts: Any) -> tuple[str, ...]:
    """Open an inspection and draw; return who was drawn."""
    opened(office, **facts)
    office.asks(DrawSample, by=INSPECTOR, inspection_id=INSPECTION, on=DRAWN)
    rows = office.views.register("sample_person", INSPECTION)
    return tuple(row[3] for row in rows)


def planned(office: Office, *people: str, visitor: Officer = INSPECTOR) -> None:
    facts: dict[str, Any] = {"visitor": visitor.id, "planned_for": VISITED, "on": PLANNED}
    office.asks(PlanVisits, by=INSPECTOR, inspection_id=INSPECTION, beneficiaries=people, **facts)


def visited(office: Office, person: str, **facts: Any) -> None:
    asked: dict[str, Any] = {"not_met": None, "facts": (), "satisfaction": 5, "remark": "", "on": VISITED} | facts
    office.asks(RecordVisit, by=INSPECTOR, inspection_id=INSPECTION, beneficiary=person, **asked)


def finding(office: Office, person: str, **facts: Any) -> str:
    """Raise a finding and return its id."""
    asked: dict[str, Any] = {
        "what": VisitFindingKind.FACTS_DIFFER,
        "text": "家庭收入与登记不符",
        "answer_due_on": DUE,
        "on": RAISED,
    } | facts
    answer = office.asks(RaiseVisitFinding, by=INSPECTOR, inspection_id=INSPECTION, beneficiary=person, **asked)
    return str(answer.said["visit_finding"])
