"""Building a batch of claims: whose level's money pays each, out of which lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.batches.build import Draft
from domain.batches.events import BatchLine
from domain.batches.rejections import ListedTwice
from domain.claims.rejections import ClaimOfAnotherFund, NoClaims
from domain.funds.sources import Sources
from domain.funds.state import Fund
from domain.money import Money
from domain.periods import Period
from domain.programmes.policy import Tier, TierShare


@dataclass(frozen=True, slots=True)
class Claim:
    """So much is owed under an agreement, out of the money of these levels; `tier` is what batches call it."""

    id: str
    programme: str
    region: str
    period: Period
    agreement: str
    tier: str
    amount: Money
    shares: tuple[TierShare, ...]


def build_claims(claims: Sequence[Claim], *, programme: str, region: str, period: Period, fund: Fund) -> Draft:
    """Find each claim's sources. Claims of one tier are split together, so that their columns foot, too.

    Raises NoClaims, ListedTwice, ClaimOfAnotherFund, NoMoneyOfThatLevel.
    """
    if not claims:
        raise NoClaims("claims")
    seen: set[str] = set()
    for index, claim in enumerate(claims):
        field = f"claims[{index}]"
        if claim.id in seen:
            raise ListedTwice(field, beneficiary=claim.id)
        seen.add(claim.id)
        if (claim.programme, claim.region, claim.period) != (programme, region, period):
            raise ClaimOfAnotherFund(
                field, claim=claim.id, programme=claim.programme, period=claim.period, region=claim.region
            )
    sources = Sources(fund)
    lines: list[BatchLine] = []
    for tier, shares in dict.fromkeys((claim.tier, claim.shares) for claim in claims):
        own = [claim for claim in claims if (claim.tier, claim.shares) == (tier, shares)]
        parts = sources.of(Tier(tier, None, None, shares), [claim.amount for claim in own])
        lines.extend(
            BatchLine(claim.id, claim.agreement, claim.region, claim.amount, tier, its)
            for claim, its in zip(own, parts, strict=True)
        )
    return Draft(tuple(lines), (), ())
