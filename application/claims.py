"""What a claim is owed for, and whether it may be paid: asked when a batch is built, and again before it pays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from application import streams
from application.work import Work
from domain.awards import decisions as awards
from domain.claims.draft import Claim
from domain.claims.naming import ClaimKind, parsed
from domain.claims.rejections import NoSuchClaim
from domain.matching import decisions as matching


def payable(work: Work, claim: str, *, on: date) -> Claim:
    """Return a claim that may be paid on a day; the append then fails if what it rests on changes meanwhile.

    Raises NoSuchClaim and what its source says against it (PartNotFreed, AwardIsSuspended, YearlyCheckOverdue).
    """
    found = None
    match parsed(claim):
        case ClaimKind.MATCHING, scheme, unit, level:
            found = matching.claim_on(streams.matching(work, scheme).state, unit, level)
        case ClaimKind.AWARD, scheme, applicant, number:
            found = awards.claim_on(streams.award(work, f"{scheme}.{applicant}").state, number, on=on)
    if found is None:
        raise NoSuchClaim("claims", claim=claim[:100])
    return found


def still_payable(work: Work, claims: Iterable[str], *, on: date) -> None:
    """Make sure that claims may be paid on a day, however long ago their batch was built. Raises as `payable`."""
    for claim in claims:
        payable(work, claim, on=on)
