"""Everything held of one person, for that person (PIPL, article 45): who asks for it and why is noted first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from application.desk import Desk
from application.lists import FINDINGS, PAYOUTS, RECOVERIES, Where
from application.people import AccessQuestion
from application.road import Officer
from domain.eligibility.state import case_id

_IN_CASES_AND_MONEY = frozenset({"case_step", "payout_step", "recovery", "beneficiary", "circumstance"})
"""Registers whose entries or lists are in the file already."""
_MOST_ACCESSES = 1_000_000


def personal_file(beneficiary: str, *, by: Officer, why: str, desk: Desk) -> Mapping[str, Any]:
    """Return what is held, section by section, as plain values and dataclasses.

    Raises ReasonMissing, ReasonNamesThePerson, UnknownBeneficiary, PersonalDataErased.
    """
    revisions = desk.vault.revisions(beneficiary, actor=by.id, why=why)
    position = desk.views_now()
    views = desk.views
    registers: dict[str, list[Any]] = defaultdict(list)
    for row in views.person_file(beneficiary, as_of=position):
        if row.table not in _IN_CASES_AND_MONEY:
            registers[row.table].append(row.row._asdict())  # type: ignore[attr-defined]  # rows are NamedTuples
    where = Where(beneficiary=beneficiary)
    return {
        "beneficiary": beneficiary,
        "position": position,
        "made_at": desk.clock.now(),
        "why": why,
        "records": [{"commitment": one.commitment, **asdict(one.record)} for one in revisions],
        "entries": views.history(f"beneficiary/{beneficiary}", as_of=position),
        "cases": {
            programme: history
            for programme in views.programmes(as_of=position)
            if (history := views.history(f"case/{case_id(programme, beneficiary)}", as_of=position))
        },
        "payouts": list(views.rows(PAYOUTS, as_of=position, where=where)),
        "recoveries": list(views.rows(RECOVERIES, as_of=position, where=where)),
        "registers": dict(registers),
        "findings": [found for found in views.rows(FINDINGS, as_of=position) if beneficiary in (found.subject or "")],
        "accesses": desk.vault.access_log(AccessQuestion(beneficiary=beneficiary), limit=_MOST_ACCESSES),
    }
