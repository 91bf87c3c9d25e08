"""What an agreement's page shows of a contract: its lot and, month by month, who could work and what was accepted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api.http.values import slashed
from api.pages.page import Page
from domain.institutions.contracts import contract_of, in_hours
from domain.institutions.pricing import ServiceUnit
from domain.institutions.state import Agreement, replay
from domain.money import Money, total


@dataclass(frozen=True, slots=True)
class MonthShown:
    """One month: hours the staff could give and hours accepted (units where no hours are paid), and the worth."""

    month: str
    possible: int | None
    counted: str
    people: int
    worth: Money


def contract_at(page: Page, agreement: str) -> Agreement:
    """Return an agreement as of the page's moment."""
    moment, name = page.query.moment(), slashed(agreement)
    entries = page.caller.services.desk.log.stream(f"agreement/{name}")
    return replay(name, (entry.fact for entry in entries if entry.position <= moment.position))


def months_of(agreement: Agreement) -> Sequence[MonthShown]:
    """Return a contract's months, the first one first. Raises NoSuchAgreement, NotAContract."""
    _, contract = contract_of(agreement)
    book, hours = agreement.book, contract.unit is ServiceUnit.HOUR
    shown = []
    for month in sorted({*book.months, *book.staffing}):
        staffing, people = book.staffing.get(month), book.months.get(month, {})
        counted = book.counts.get(month, 0)
        shown.append(
            MonthShown(
                month,
                staffing.staff * staffing.working_days * staffing.hours_a_day if staffing else None,
                in_hours(counted) if hours else str(counted),
                len(people),
                total(people.values()),
            )
        )
    return shown
