"""The names on a payment roster (清册): read from the vault for a reason, as those of the bank's file are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from application.desk import Desk
from application.people import PersonalRecord
from application.road import Officer
from domain.personal_data import PersonalDataErased


def records_on_roster(people: Sequence[str], *, by: Officer, why: str, desk: Desk) -> Mapping[str, PersonalRecord]:
    """Return the clear records of those of the people who have one still; each reading is noted with the reason.

    Whoever was erased is left out: what was paid to them stands on the roster without a name.
    Raises ReasonMissing, ReasonNamesThePerson, UnknownBeneficiary.
    """
    if not people:
        return {}
    vault = desk.vault
    try:
        return vault.reveal_many(people, actor=by.id, why=why)
    except PersonalDataErased:
        left = [person for person in people if not vault.is_erased(person)]
        return vault.reveal_many(left, actor=by.id, why=why) if left else {}
