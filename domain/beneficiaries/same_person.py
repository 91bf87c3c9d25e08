"""Are these two the same person? Somebody who registered neither looks into it and says so, with the reason."""

from __future__ import annotations

from datetime import date

from domain.beneficiaries.events import FoundToBeDifferent, RegistrationClosed
from domain.beneficiaries.rejections import FoundAlready, RegistrarFinds, SamePersonAsOneself
from domain.beneficiaries.state import Person, present
from domain.free_text import clean_text


def find_different(
    later: Person, earlier: Person, *, registrars: frozenset[str], reason: str, by: str, on: date
) -> FoundToBeDifferent:
    """Say that two who are alike are two people; kept with the one who was registered later.

    Raises SamePersonAsOneself, NotRegistered, PersonIsErased, RegistrationIsClosed, RegistrarFinds, FoundAlready, and
    what `clean_text` raises.
    """
    _both(later, earlier, registrars, by)
    if earlier.id in later.different_from:
        raise FoundAlready("other", beneficiary=later.id, other=earlier.id)
    return FoundToBeDifferent(earlier.id, clean_text(reason, field="reason"), by, on)


def find_same(
    later: Person, earlier: Person, *, registrars: frozenset[str], reason: str, by: str, on: date
) -> RegistrationClosed:
    """Say that both are one person: the later registration is closed and points to the earlier one.

    That they had been found to be two does not bind: whoever learns more says so. Raises as `find_different` does.
    """
    _both(later, earlier, registrars, by)
    return RegistrationClosed(earlier.id, clean_text(reason, field="reason"), by, on)


def _both(later: Person, earlier: Person, registrars: frozenset[str], by: str) -> None:
    if later.id == earlier.id:
        raise SamePersonAsOneself("other")
    present(earlier)
    present(later)
    if by in registrars:
        raise RegistrarFinds("by")
