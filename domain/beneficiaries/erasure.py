"""When a person's data may be destroyed: nothing open, nothing held, nothing that has to be kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.beneficiaries.events import LegalHoldLifted, LegalHoldPlaced, PersonErased
from domain.beneficiaries.rejections import (
    CaseStillLive,
    HoldPlacedAlready,
    LegalHoldStands,
    LifterErases,
    NoSuchHold,
    PersonIsErased,
    PersonsMoneyOpen,
)
from domain.beneficiaries.state import Person, registered
from domain.free_text import clean_text
from domain.safekeeping.state import Retention

LONGEST_DOCUMENT = 80


@dataclass(frozen=True, slots=True)
class StillThere:
    """What else a person has: ids of live cases, batches not yet released, payouts on the way or returned, open
    recoveries; and the day of the last accounting record by programme."""

    cases: tuple[str, ...] = ()
    batches: tuple[str, ...] = ()
    payouts: tuple[str, ...] = ()
    recoveries: tuple[str, ...] = ()
    last_records: Mapping[str, date] = field(default_factory=dict)

    def open_money(self) -> str:
        """Return the first thing that is open, empty when nothing is."""
        return next(iter((*self.batches, *self.payouts, *self.recoveries)), "")


def place_hold(person: Person, *, document: str, reason: str, on: date) -> LegalHoldPlaced:
    """Forbid that a person's data be destroyed. A closed registration may be held too.

    Raises NotRegistered, PersonIsErased, HoldPlacedAlready, and what `clean_text` raises.
    """
    _not_erased(person)
    document = clean_text(document, field="document", limit=LONGEST_DOCUMENT)
    if document in person.holds:
        raise HoldPlacedAlready("document", beneficiary=person.id, document=document)
    return LegalHoldPlaced(document, clean_text(reason, field="reason"), on)


def lift_hold(
    person: Person, *, document: str, lifting_document: str, reason: str, by: str, on: date
) -> LegalHoldLifted:
    """End a hold by another document. Raises NotRegistered, NoSuchHold, and what `clean_text` raises."""
    registered(person)
    document = document.strip()
    if document not in person.holds:
        raise NoSuchHold("document", beneficiary=person.id, document=document[:LONGEST_DOCUMENT])
    lifting = clean_text(lifting_document, field="lifting_document", limit=LONGEST_DOCUMENT)
    return LegalHoldLifted(document, lifting, clean_text(reason, field="reason"), by, on)


def erase(
    person: Person, *, still: StillThere, retention: Retention, request: str, reason: str, by: str, on: date
) -> PersonErased:
    """Order that a person's data be destroyed (PIPL, article 47), where nothing stands against it.

    Raises NotRegistered, PersonIsErased, LegalHoldStands, LifterErases, CaseStillLive, PersonsMoneyOpen,
    NoRetentionRule, RetentionBinds, RetentionForEver, and what `clean_text` raises.
    """
    _not_erased(person)
    request = clean_text(request, field="request", limit=LONGEST_DOCUMENT)
    reason = clean_text(reason, field="reason")
    if person.holds:
        raise LegalHoldStands("beneficiary", beneficiary=person.id, document=person.holds[0])
    if by in person.lifters:
        raise LifterErases("by")
    if still.cases:
        raise CaseStillLive("beneficiary", beneficiary=person.id, case=still.cases[0])
    if what := still.open_money():
        raise PersonsMoneyOpen("beneficiary", beneficiary=person.id, what=what)
    for programme, last in sorted(still.last_records.items()):
        retention.released(programme, last, on=on)
    return PersonErased(request, reason, by, on)


def _not_erased(person: Person) -> None:
    if registered(person).erased_on is not None:
        raise PersonIsErased("beneficiary", beneficiary=person.id)
