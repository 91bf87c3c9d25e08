"""Certificates that expire: who is paid on one that ends within so many days, and whether anybody has told them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from application import streams
from application.desk import Desk
from application.monthly.known import cases_at, people_at
from application.work import Work
from domain.beneficiaries.state import Person
from domain.eligibility.events import StopReason
from domain.periods import Month, Period
from domain.programmes.state import existing, monthly_rules_at

CERTIFICATE_FACT = "certificate_valid_until"


@dataclass(frozen=True, slots=True)
class Expiring:
    """Somebody entitled whose certificate ends on `valid_until`; `days_left` is less than nothing when it has.

    `pay_stops_from` is the first month without pay if it is not renewed, None where the policy says it goes on;
    `reminded_on` the day the person was told, None when nobody has.
    """

    beneficiary: str
    region: str
    valid_until: date
    days_left: int
    pay_stops_from: Month | None
    reminded_on: date | None


def expiring(
    programme: str, region: str, *, on: date, desk: Desk, days: int | None = None, as_of: int | None = None
) -> tuple[Expiring, ...]:
    """Return who is entitled in the month of a day and has a certificate that ends by `days` later, the first first.

    Without `days` it is the policy's `reminder_days`. Raises NoSuchProgramme.
    """
    position = desk.views_now() if as_of is None else as_of
    state = streams.programme(Work(desk.log, attempt=0), programme).state
    existing(state)
    rules = monthly_rules_at(state, on)
    last = on + timedelta(days=rules.reminder_days if days is None else days)
    standing = desk.views.entitlements(programme, region, Period(str(Month.of(on))), as_of=position)
    ids = [one.beneficiary for one in standing]
    found = []
    people = people_at(ids, desk=desk, position=position)
    cases = cases_at(programme, ids, desk=desk, position=position)
    for one, person, case in zip(standing, people, cases, strict=True):
        until = certificate_end(person)
        if until is None or until > last:
            continue
        told = max((day for end, day in case.reminded if end == until), default=None)
        stops = rules.stop_month(StopReason.CERTIFICATE_EXPIRED, until)
        found.append(Expiring(one.beneficiary, one.region, until, (until - on).days, stops, told))
    return tuple(sorted(found, key=lambda row: (row.valid_until, row.beneficiary)))


def certificate_end(person: Person) -> date | None:
    """Return the last day of a person's certificate as it is known; None for one without an end, or unknown."""
    fact = person.fact(CERTIFICATE_FACT)
    try:
        return date.fromisoformat(fact.value) if fact else None
    except ValueError:
        return None
