"""What a policy's formulas, named amounts and monthly rules must be, before anybody's money rests on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from domain.fact_checks import checked_fact_name
from domain.free_text import clean_text
from domain.money import positive
from domain.programmes.formula_rejections import (
    AmountOrFormula,
    BackPayOutOfRange,
    BaseNeverReached,
    BaseNotNamed,
    FactWithoutUnit,
    FormulaTooLong,
    PartOutOfRange,
    RaiseOutOfRange,
    ReminderDaysOutOfRange,
    RoundedInside,
    RoundingNotStated,
    StopRuleTwice,
)
from domain.programmes.formulas import (
    BaseAmount,
    FactAmount,
    FixedAmount,
    Formula,
    GapTo,
    MinimumRate,
    NamedAmount,
    RaisedBy,
    Rounded,
    ShareOf,
    parts_of,
)
from domain.programmes.monthly import MonthlyRules
from domain.programmes.policy import Policy, Standard

MOST_STEPS = 24
MOST_BACK_PAY = 12
LONGEST_LOOK_AHEAD = 366
_UNITS = ("_fen", "_yuan")


def every_step(formula: Formula, at: str) -> Iterator[tuple[str, Formula]]:
    """Yield a formula and all inside it, each with its place, the outermost first."""
    waiting = [(at, formula)]
    while waiting:
        place, step = waiting.pop(0)
        yield place, step
        waiting += [(f"{place}.{name}", inner) for name, inner in parts_of(step)]


def facts_of_standards(standards: Sequence[Standard], bases: Sequence[NamedAmount]) -> tuple[str, ...]:
    """Name the facts that standards, their formulas and the amounts these call look at, as they first come."""
    names: dict[str, None] = {}
    for row in standards:
        names[row.fact] = None
        if row.formula is None:
            continue
        for _, step in every_step(row.formula, ""):
            if isinstance(step, FactAmount):
                names[step.fact] = None
            called = base_called(step)
            names.update((base.fact, None) for base in bases if base.name == called)
    names.pop("", None)
    return tuple(names)


def base_called(step: Formula) -> str:
    """Return the name of the amount a step calls; nothing when it calls none."""
    return step.base if isinstance(step, BaseAmount | GapTo | RaisedBy | MinimumRate) else ""


def standard_has_one_amount(row: Standard, bases: Sequence[NamedAmount], at: str) -> None:
    """Raise AmountOrFormula, AmountNotPositive, and what is wrong with the formula."""
    if (row.amount is None) == (row.formula is None):
        raise AmountOrFormula(f"{at}.amount")
    if row.amount is not None:
        positive(row.amount, field=f"{at}.amount")
    if row.formula is not None:
        _can_be_worked_out(row.formula, bases, f"{at}.formula")


def bases_are_amounts(policy: Policy) -> None:
    """Raise AmountNotPositive, TextMissing, TextTooLong, NotAFactName, PersonalFact, BaseNeverReached."""
    for index, row in enumerate(policy.bases):
        at = f"policy.bases[{index}]"
        checked_fact_name(row.name, field=f"{at}.name")
        positive(row.amount, field=f"{at}.amount")
        for name in ("article", "zh", "en"):
            clean_text(getattr(row, name), field=f"{at}.{name}", limit=200)
        if row.fact:
            checked_fact_name(row.fact, field=f"{at}.fact")
        for earlier in policy.bases[:index]:
            if earlier.name == row.name and (
                not earlier.fact or (earlier.fact, earlier.value) == (row.fact, row.value)
            ):
                raise BaseNeverReached(at, base=row.name)


def months_can_be_counted(policy: Policy) -> None:
    """Raise BackPayOutOfRange, StopRuleTwice, ReminderDaysOutOfRange."""
    rules: MonthlyRules = policy.monthly
    if not 0 <= rules.back_pay_months <= MOST_BACK_PAY:
        raise BackPayOutOfRange("policy.monthly.back_pay_months", limit=MOST_BACK_PAY, months=rules.back_pay_months)
    if not 1 <= rules.reminder_days <= LONGEST_LOOK_AHEAD:
        raise ReminderDaysOutOfRange("policy.monthly.reminder_days", limit=LONGEST_LOOK_AHEAD, days=rules.reminder_days)
    reasons = [rule.reason for rule in rules.stops]
    for index, reason in enumerate(reasons):
        if reason in reasons[:index]:
            raise StopRuleTwice(f"policy.monthly.stops[{index}]", reason=reason.value)


def _can_be_worked_out(formula: Formula, bases: Sequence[NamedAmount], at: str) -> None:
    """Raise RoundingNotStated, RoundedInside, FormulaTooLong, BaseNotNamed, FactWithoutUnit, PartOutOfRange,
    RaiseOutOfRange, AmountNotPositive, NotAFactName, PersonalFact."""
    if not isinstance(formula, Rounded):
        raise RoundingNotStated(at)
    named = {base.name for base in bases}
    for count, (place, step) in enumerate(every_step(formula, at)):
        if count >= MOST_STEPS:
            raise FormulaTooLong(at, limit=MOST_STEPS)
        called = base_called(step)
        if called and called not in named:
            raise BaseNotNamed(f"{place}.base", base=called[:40])
        match step:
            case Rounded() if count:
                raise RoundedInside(place)
            case FixedAmount(amount=amount):
                positive(amount, field=f"{place}.amount")
            case FactAmount(fact=fact):
                if not checked_fact_name(fact, field=f"{place}.fact").endswith(_UNITS):
                    raise FactWithoutUnit(f"{place}.fact", fact=fact)
            case ShareOf(share=part):
                _is_part(part, f"{place}.share")
            case MinimumRate(part=part):
                _is_part(part, f"{place}.part")
            case RaisedBy(by=by) if not 0 < by <= 10:
                raise RaiseOutOfRange(f"{place}.by", by=by)


def _is_part(part: Fraction, field: str) -> None:
    if not 0 < part <= 1:
        raise PartOutOfRange(field, part=part)
