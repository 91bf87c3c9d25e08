"""What a claim is owed for, and whether it may be paid: asked when a batch is built, and again before it pays."""

from __future__ import annotations

from collections.abc import Iterable

from application import streams
from application.work import Work
from domain.claims.draft import Claim
from domain.claims.naming import ClaimKind, parsed
from domain.claims.rejections import NoSuchClaim
from domain.matching import decisions as matching


def payable(work: Work, claim: str) -> Claim:
    """Return a claim that may be paid; the append then fails if what it rests on changes meanwhile.

    Raises NoSuchClaim and what its source says against it (PartNotFreed).
    """
    found = None
    match parsed(claim):
        case ClaimKind.MATCHING, scheme, unit, level:
            found = matching.claim_on(streams.matching(work, scheme).state, unit, level)
    if found is None:
        raise NoSuchClaim("claims", claim=claim[:100])
    return found


def still_payable(work: Work, claims: Iterable[str]) -> None:
    """Make sure that claims may still be paid, however long ago their batch was built. Raises as `payable`."""
    for claim in claims:
        payable(work, claim)
