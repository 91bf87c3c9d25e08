"""How a claim is named: matching.stations-2023.station-01.municipal. The name stands where a person's id would stand.

A payout carries it, so the log's own key refuses to pay one claim twice in one period, as it does with persons.
"""

from __future__ import annotations

import re
from enum import StrEnum

from domain.claims.rejections import NotAShortName

_SHORT = re.compile(r"[a-z0-9][a-z0-9-]{0,29}", re.ASCII)


class ClaimKind(StrEnum):
    """What a claim comes out of."""

    MATCHING = "matching"
    """One level's part of a unit's matching funds."""
    AWARD = "award"
    """One instalment of an award in lieu of subsidy."""


_PART = r"\.([a-z0-9_-]{1,30})"
_CLAIM = re.compile(rf"({'|'.join(ClaimKind)}){_PART}{_PART}{_PART}", re.ASCII)


def claim_id(kind: ClaimKind, of: str, whose: str, which: str) -> str:
    """Name a claim. `of` and `whose` are short names; `which` tells apart what one of them is owed."""
    return f"{kind}.{of}.{whose}.{which}"


def is_claim(payee: str) -> bool:
    """Say whether what stands in the place of a person is a claim."""
    return "." in payee and _CLAIM.fullmatch(payee) is not None


def parsed(claim: str) -> tuple[ClaimKind, str, str, str] | None:
    """Return what a claim's name says; None for what is the name of none."""
    match = _CLAIM.fullmatch(claim)
    return (ClaimKind(match[1]), match[2], match[3], match[4]) if match else None


def short_name(text: str, *, field: str) -> str:
    """Return a name that may be part of a claim's. Raises NotAShortName."""
    if not _SHORT.fullmatch(text):
        raise NotAShortName(field, text=text[:40])
    return text
