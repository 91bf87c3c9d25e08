"""What is asked about one inspection, and how it comes to a finding."""

from __future__ import annotations

from typing import Any

from application.commands.visit_findings import RaiseVisitFinding
from application.lists import SAMPLES
from domain.inspections.visit_events import VisitFindingKind
from domain.inspections.visit_rejections import NotVisitedYet
from tests.support.inspections import (
    DUE,
    INSPECTION,
    INSPECTOR,
    PLANNED,
    RAISED,
    VISITED,
    drawn,
    finding,
    planned,
    townspeople_paid,
    visited,
)
from tests.support.office import Office

NAMED: dict[str, Any] = {"inspection_id": INSPECTION}
PLAN: dict[str, Any] = NAMED | {"visitor": INSPECTOR.id, "planned_for": VISITED, "on": PLANNED}
VISIT: dict[str, Any] = NAMED | {"not_met": None, "facts": (), "satisfaction": None, "remark": "", "on": VISITED}
FOUND: dict[str, Any] = NAMED | {
    "what": VisitFindingKind.SHORT_PAID,
    "text": "到账金额不足",
    "answer_due_on": DUE,
    "on": RAISED,
}


def a_finding() -> tuple[Office, str, str]:
    office = townspeople_paid(5)
    one, *_ = drawn(office)
    office.is_refused(NotVisitedYet, RaiseVisitFinding, by=INSPECTOR, beneficiary=one, **FOUND)
    planned(office, one)
    visited(office, one)
    return office, one, finding(office, one)


def drawn_people(office: Office) -> list[str]:
    return [row.beneficiary for row in office.views.rows(SAMPLES)]
