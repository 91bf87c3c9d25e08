"""Who pays for services over the target: undecided until a document names a payer; never paid silently."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.batches.events import BatchLine
from domain.dates import not_before
from domain.documents import DocumentNumber
from domain.free_text import clean_text
from domain.money import Money
from domain.programmes.policy import Policy
from domain.screenings.decisions import nobody_twice, pages
from domain.screenings.events import Candidate, ClaimsDecided, ClaimsLeftUnfunded
from domain.screenings.rejections import (
    ClaimIsDecided,
    ClaimUnfunded,
    MoreThanClaimed,
    NoClaimOverTarget,
    NotAPayer,
    NotServed,
    PayerUndecided,
    RecorderDecidesPayer,
)
from domain.screenings.state import ClaimState, Screening, still_open

UNDECIDED_TIER = "payer-undecided"
"""What people whose payer is undecided stand under on a batch: named, and paid nothing."""


def decide_claims(
    screening: Screening,
    people: Sequence[str],
    *,
    document: str,
    tier: str,
    policy: Policy,
    by: str,
    on: date,
) -> tuple[ClaimsDecided, ...]:
    """Record the document that names the payer: a tier of the policy in force, with shares. It stands for good.

    Raises what `_undecided` raises, NotADocumentNumber, NotAPayer.
    """
    plan = still_open(screening)
    number = str(DocumentNumber.parse(document, field="document"))
    claimants = _undecided(screening, people, by=by, on=on)
    payers = [each.name for each in policy.tiers if each.shares]
    if tier not in payers:
        raise NotAPayer("tier", tier=tier[:40], known=", ".join(payers))
    return tuple(ClaimsDecided(plan.programme, page, number, policy.version, tier, by, on) for page in pages(claimants))


def leave_unfunded(
    screening: Screening, people: Sequence[str], *, reason: str, by: str, on: date
) -> tuple[ClaimsLeftUnfunded, ...]:
    """Say that nobody pays these claims. It stands for good.

    Raises what `_undecided` raises, TextMissing, TextTooLong, PersonalNumberInText.
    """
    plan = still_open(screening)
    why = clean_text(reason, field="reason", limit=200)
    claimants = _undecided(screening, people, by=by, on=on)
    return tuple(ClaimsLeftUnfunded(plan.programme, page, why, by, on) for page in pages(claimants))


@dataclass(frozen=True, slots=True)
class Payable:
    """What a batch may pay of a screening programme.

    `tiers` are the payers of people served over the target and `claimed` what was claimed for them; `undecided` and
    `unserved` are left out of the batch.
    """

    tiers: Mapping[str, str]
    claimed: Mapping[str, Money]
    undecided: tuple[str, ...]
    unserved: tuple[str, ...]


def payable(screenings: Sequence[Screening], people: Iterable[str], listed: Mapping[str, str] | None = None) -> Payable:
    """Sort people who are entitled into those to pay and those not.

    `screenings` are those that were opened, of the period's year and the one before. `listed` are people the office
    named itself with the field that names each: of them nobody is left out, but refused.

    Raises NotServed, PayerUndecided, ClaimUnfunded.
    """
    listed = listed or {}
    tiers: dict[str, str] = {}
    claimed: dict[str, Money] = {}
    undecided: list[str] = []
    unserved: list[str] = []
    for who in people:
        where = next((one for one in screenings if one.was_served(who)), None)
        if where is None:
            if who in listed:
                raise NotServed(listed[who], beneficiary=who, screening=screenings[0].id)
            unserved.append(who)
            continue
        claim = where.claims.get(who)
        if claim is None:
            continue
        if claim.stage is not ClaimState.DECIDED:
            if who in listed:
                unfunded = claim.stage is ClaimState.UNFUNDED
                raise (ClaimUnfunded if unfunded else PayerUndecided)(listed[who], beneficiary=who)
            undecided.append(who)
            continue
        tiers[who], claimed[who] = claim.tier, claim.amount
    return Payable(tiers, claimed, tuple(undecided), tuple(unserved))


def no_more_than_claimed(claimed: Mapping[str, Money], lines: Iterable[BatchLine]) -> None:
    """See that a batch pays nobody more than was claimed for them. Raises MoreThanClaimed."""
    for line in lines:
        if line.beneficiary in claimed and line.amount > claimed[line.beneficiary]:
            facts = {"claimed": claimed[line.beneficiary], "due": line.amount}
            raise MoreThanClaimed("lines", beneficiary=line.beneficiary, **facts)


def still_to_decide(screening: Screening) -> tuple[str, ...]:
    """Return whose payer is undecided, in the order of the services."""
    claims: Iterable[tuple[int, str]] = (
        (claim.number, who) for who, claim in screening.claims.items() if claim.stage is ClaimState.UNDECIDED
    )
    return tuple(who for _, who in sorted(claims))


def _undecided(screening: Screening, people: Sequence[str], *, by: str, on: date) -> list[Candidate]:
    """Return claimants whose payer is undecided.

    Raises NobodyListed, TooManyNamed, NamedTwiceInList, NoClaimOverTarget, ClaimIsDecided, RecorderDecidesPayer,
    BeforeItsCause.
    """
    nobody_twice(people, "beneficiaries")
    not_before(on, screening.last_on, field="on")
    found: list[Candidate] = []
    for index, who in enumerate(people):
        field, claim = f"beneficiaries[{index}]", screening.claims.get(who)
        if claim is None:
            raise NoClaimOverTarget(field, beneficiary=who[:100])
        if claim.stage is not ClaimState.UNDECIDED:
            raise ClaimIsDecided(field, beneficiary=who)
        standing = screening.people[who]
        if standing.recorded_by == by:
            raise RecorderDecidesPayer(field, who=by, beneficiary=who)
        found.append(Candidate(who, standing.region))
    return found
