"""A matching scheme: fixed once, then unit by unit: admitted with its split, its conditions met in their order.

The ratio holds on every unit to the fen, not in the sum only: an amount that it does not fit is refused, never rounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from math import gcd

from domain.claims.draft import Claim
from domain.claims.naming import ClaimKind, claim_id, short_name
from domain.dates import not_before, not_in_the_future
from domain.documents import DocumentNumber
from domain.free_text import clean_text, reference
from domain.institutions.rejections import OtherProgrammesAgreement
from domain.institutions.state import Agreement, signed
from domain.matching.events import (
    FreedPart,
    MatchingOpened,
    MatchingShare,
    UnitAdmitted,
    UnitConditionMet,
    UnitPart,
)
from domain.matching.rejections import (
    ConditionMetAlready,
    ConditionOutOfOrder,
    ConditionsMissing,
    NotAConditionOfTheScheme,
    PartNotFreed,
    RatioDoesNotFit,
    SameHandsOnUnit,
    SchemeExists,
    TwoLevelsMatch,
    UnitExists,
)
from domain.matching.state import Scheme, Unit, opened, the_unit
from domain.money import Money, positive
from domain.periods import Period
from domain.programmes.policy import TierShare

LONGEST_CONDITION = 20
"""Characters; a condition is a word on a form, such as 验收."""


def open_scheme(
    scheme: Scheme,
    *,
    programme: str,
    region: str,
    period: Period,
    document: str,
    shares: Sequence[MatchingShare],
    conditions: Sequence[str],
    by: str,
    on: date,
) -> MatchingOpened:
    """Fix ratio and conditions.

    Raises SchemeExists, NotAShortName, NotADocumentNumber, TwoLevelsMatch, ConditionsMissing,
    NotAConditionOfTheScheme, TextTooLong, PersonalNumberInText.
    """
    if scheme.opened is not None:
        raise SchemeExists("scheme_id", scheme=scheme.id)
    short_name(scheme.id, field="scheme_id")
    number = str(DocumentNumber.parse(document, field="document"))
    if len(shares) != 2 or len({share.level for share in shares}) != 2 or any(share.shares < 1 for share in shares):
        raise TwoLevelsMatch("shares")
    named = tuple(
        clean_text(condition, field=f"conditions[{index}]", limit=LONGEST_CONDITION)
        for index, condition in enumerate(conditions)
    )
    if not named or len(set(named)) != len(named):
        raise ConditionsMissing("conditions")
    for index, share in enumerate(shares):
        _known(share.freed_by, named, field=f"shares[{index}].freed_by")
    return MatchingOpened(programme, region, period, number, tuple(shares), named, by, on)


def split_by_ratio(amount: Money, shares: Sequence[MatchingShare]) -> tuple[UnitPart, ...]:
    """Split an amount in the very ratio. Raises RatioDoesNotFit, AmountNotPositive."""
    positive(amount)
    whole = sum(share.shares for share in shares)
    if any(amount.fen * share.shares % whole for share in shares):
        step = _smallest(shares)
        below = amount.fen // step * step
        raise RatioDoesNotFit(
            "amount", amount=amount, ratio=ratio_of(shares), below=Money(below), above=Money(below + step)
        )
    return tuple(
        UnitPart(share.level, share.kind, Money(amount.fen * share.shares // whole), share.freed_by) for share in shares
    )


def ratio_of(shares: Sequence[MatchingShare]) -> str:
    """Write the ratio as documents do: 3:2."""
    return ":".join(str(share.shares) for share in shares)


def admit_unit(
    scheme: Scheme, agreement: Agreement, *, unit: str, name: str, amount: Money, by: str, on: date
) -> UnitAdmitted:
    """Take a unit in, to be paid under the agreement of whoever runs it.

    Raises NoSuchScheme, UnitExists, NotAShortName, NoSuchAgreement, OtherProgrammesAgreement, RatioDoesNotFit,
    AmountNotPositive, BeforeItsCause, TextMissing, TextTooLong, PersonalNumberInText.
    """
    terms, agreed = opened(scheme), signed(agreement)
    if unit in scheme.units:
        raise UnitExists("unit", unit=unit)
    short_name(unit, field="unit")
    if (agreed.programme, agreed.fiscal_year) != (terms.programme, terms.period.year):
        raise OtherProgrammesAgreement(
            "agreement_id", agreement=agreement.id, programme=agreed.programme, year=agreed.fiscal_year
        )
    parts = split_by_ratio(amount, terms.shares)
    not_before(on, terms.opened_on, field="admitted_on")
    return UnitAdmitted(
        unit=unit,
        name=clean_text(name, field="name", limit=60),
        programme=terms.programme,
        region=terms.region,
        period=terms.period,
        agreement=agreement.id,
        amount=amount,
        parts=parts,
        admitted_by=by,
        admitted_on=on,
    )


def meet_condition(
    scheme: Scheme, *, unit: str, condition: str, document: str, confirmed_by: str, by: str, met_on: date, on: date
) -> UnitConditionMet:
    """Record that a unit met its next condition; whatever waited for it may be paid from now on.

    Raises NoSuchScheme, NoSuchUnit, NotAConditionOfTheScheme, ConditionMetAlready, ConditionOutOfOrder,
    SameHandsOnUnit (whoever recorded the condition before), InTheFuture, BeforeItsCause, NotAReference, TextMissing.
    """
    terms, found = opened(scheme), the_unit(scheme, unit)
    _known(condition, terms.conditions, field="condition")
    if condition in {each.condition for each in found.met}:
        raise ConditionMetAlready("condition", unit=unit, condition=condition)
    due = terms.conditions[len(found.met)]
    if condition != due:
        raise ConditionOutOfOrder("condition", unit=unit, next=due, condition=condition)
    before = found.met[-1] if found.met else None
    if before is not None and before.recorded_by == by:
        raise SameHandsOnUnit("by", who=by, unit=unit, earlier=before.condition, condition=condition)
    not_in_the_future(met_on, on, field="met_on")
    not_before(met_on, before.met_on if before else found.admitted.admitted_on, field="met_on")
    freed = tuple(
        FreedPart(claim_id(ClaimKind.MATCHING, scheme.id, unit, part.level), part.level, part.kind, part.amount)
        for part in found.admitted.parts
        if part.freed_by == condition
    )
    return UnitConditionMet(
        unit=unit,
        condition=condition,
        document=reference(document, field="document"),
        confirmed_by=clean_text(confirmed_by, field="confirmed_by", limit=60),
        freed=freed,
        recorded_by=by,
        met_on=met_on,
    )


def claim_on(scheme: Scheme, unit: str, level: str) -> Claim | None:
    """Return what is owed of a level's part of a unit; None when no such level matches there.

    Raises NoSuchScheme, NoSuchUnit, PartNotFreed.
    """
    terms, found = opened(scheme), the_unit(scheme, unit)
    share = next((share for share in terms.shares if share.level == level), None)
    if share is None:
        return None
    part = next((part for part in found.freed if part.level is share.level), None)
    if part is None:
        raise PartNotFreed("claims", unit=unit, condition=share.freed_by, level=share.level.zh)
    return Claim(
        id=part.claim,
        programme=terms.programme,
        region=terms.region,
        period=terms.period,
        agreement=found.admitted.agreement,
        tier=f"{scheme.id}-{share.level}",
        amount=part.amount,
        shares=(_whole(share),),
    )


def conditions_left(scheme: Scheme, unit: Unit) -> tuple[str, ...]:
    """Return the conditions a unit has still to meet, in order. Raises NoSuchScheme."""
    return opened(scheme).conditions[len(unit.met) :]


def _whole(share: MatchingShare) -> TierShare:
    return TierShare(share.level, share.kind, Fraction(1))


def _smallest(shares: Sequence[MatchingShare]) -> int:
    """Return the smallest number of fen the ratio splits into whole ones; every other is a multiple of it."""
    return sum(share.shares for share in shares) // gcd(*(share.shares for share in shares))


def _known(condition: str, conditions: Sequence[str], *, field: str) -> None:
    if condition not in conditions:
        raise NotAConditionOfTheScheme(field, condition=condition[:20], conditions="、".join(conditions))
