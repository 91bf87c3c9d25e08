"""People and cases as they were known at a position, many at a time."""

from __future__ import annotations

from collections.abc import Sequence

from application.desk import Desk
from domain.beneficiaries.state import Person
from domain.beneficiaries.state import replay as person_of
from domain.eligibility.state import Case, case_id
from domain.eligibility.state import replay as case_of


def people_at(ids: Sequence[str], *, desk: Desk, position: int) -> list[Person]:
    """Return people in the order given, by what had been recorded up to a position."""
    found = desk.log.streams([f"beneficiary/{one}" for one in ids])
    return [
        person_of(one, [entry.fact for entry in found.get(f"beneficiary/{one}", ()) if entry.position <= position])
        for one in ids
    ]


def cases_at(programme: str, ids: Sequence[str], *, desk: Desk, position: int) -> list[Case]:
    """Return people's cases of a programme in the order given, by what had been recorded up to a position."""
    names = [case_id(programme, one) for one in ids]
    found = desk.log.streams([f"case/{name}" for name in names])
    return [
        case_of(name, [entry.fact for entry in found.get(f"case/{name}", ()) if entry.position <= position])
        for name in names
    ]
