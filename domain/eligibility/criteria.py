"""Running a policy's criteria on facts: one by one, without short cuts, so that every reason is known.

A fact that is missing, or cannot be read as the criterion needs it, leaves the criterion unanswered: it does not hold,
and neither does its negation (nobody is “not on the public payroll” because nobody looked).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.eligibility.amount_rejections import AmountOpen, NothingComesOfIt
from domain.eligibility.rejections import FactFromElsewhere, NoStandardApplies
from domain.eligibility.working_out import several, work_out
from domain.facts import Fact, Outcome
from domain.money import Money
from domain.programmes.policy import (
    AllOf,
    AnyOf,
    Criterion,
    FactAmong,
    Not,
    NotExpired,
    NumberBetween,
    Policy,
    Standard,
)
from domain.programmes.policy_checks import facts_used
from domain.workings import Working

MISSING = "missing"
UNREADABLE = "unreadable"
_WHOLE = re.compile(r"-?\d{1,15}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


NO_STANDARD = "no_standard"
"""The reason of a refusal when no row of the standards table fits."""


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """What a row of the standards table gives on facts: an amount and its lines, or why there is none (`open`)."""

    amount: Money | None = None
    workings: tuple[Working, ...] = ()
    open: AmountOpen | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a policy says of facts on a day: what every decision rests on, and what running one again comes to.

    `holds` is None where the criteria are unanswered; `against` are the articles failed, each once; `standard` is the
    first row that fits, None when none does, and `worked` what it gives. `only_expired`: nothing but a date that has
    passed is against it; `expired_on` is the earliest such date.
    """

    holds: bool | None
    outcomes: tuple[Outcome, ...]
    against: tuple[str, ...]
    only_expired: bool
    standard: Standard | None
    worked: WorkedOut
    expired_on: date | None = None

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the rules do not grant it: the articles failed, `no_standard`, or why there is no amount; none if so."""
        if self.standard is None:
            return (*self.against, NO_STANDARD)
        return self.against if self.worked.open is None else (*self.against, self.worked.open.reason)

    @property
    def grants(self) -> bool:
        """Whether the rules grant it: the criteria hold, and something is to be paid."""
        return self.holds is True and self.worked.amount is not None

    @property
    def comes_to_nothing(self) -> bool:
        """Whether a formula was worked out and nothing is due by it."""
        return isinstance(self.worked.open, NothingComesOfIt)

    @property
    def amount(self) -> Money:
        """The standard's amount. Raises NoStandardApplies and the kinds of AmountOpen."""
        if self.worked.open is not None:
            raise self.worked.open
        if self.worked.amount is None:
            raise NoStandardApplies("facts")
        return self.worked.amount


@dataclass(frozen=True, slots=True)
class _Answer:
    """Whether a criterion holds (None: unanswered), what it saw, every leaf's outcome, and the articles against it."""

    holds: bool | None
    seen: str
    outcomes: tuple[Outcome, ...]
    against: tuple[str, ...]
    only_expired: bool
    expired_on: date | None = None


def judge(policy: Policy, facts: Sequence[Fact], on: date) -> Judgement:
    """Hold the facts against a policy's criteria and its standards, as of a day."""
    answer = _ask(policy.criteria, {fact.name: fact.value for fact in facts}, on)
    standard = standard_for(policy, facts)
    worked = worked_out(policy, standard, facts)
    return Judgement(
        answer.holds, answer.outcomes, answer.against, answer.only_expired, standard, worked, answer.expired_on
    )


def evaluate(criterion: Criterion, facts: Sequence[Fact], on: date) -> tuple[bool, tuple[Outcome, ...]]:
    """Say whether the criteria hold on a day, and what each single one said, in the policy's order.

    A `Not` has one outcome, its own, which names what was seen inside it.
    """
    answer = _ask(criterion, {fact.name: fact.value for fact in facts}, on)
    return answer.holds is True, answer.outcomes


def articles_against(criterion: Criterion, facts: Sequence[Fact], on: date) -> tuple[str, ...]:
    """Name the articles the applicant fails, each once; none when the criteria hold."""
    return _ask(criterion, {fact.name: fact.value for fact in facts}, on).against


def only_expired(criterion: Criterion, facts: Sequence[Fact], on: date) -> bool:
    """Say whether the criteria fail for nothing but a date that has passed (an expired certificate)."""
    return _ask(criterion, {fact.name: fact.value for fact in facts}, on).only_expired


def standard_for(policy: Policy, facts: Sequence[Fact]) -> Standard | None:
    """Return the first row of the standards table that fits; None when none does."""
    values = {fact.name: fact.value for fact in facts}
    for row in policy.standards:
        if not row.fact or row.value in several(values.get(row.fact, "")):
            return row
    return None


def worked_out(policy: Policy, standard: Standard | None, facts: Sequence[Fact]) -> WorkedOut:
    """Return what a row gives on facts: its amount, or what its formula comes to line by line."""
    if standard is None:
        return WorkedOut()
    if standard.formula is None:
        return WorkedOut(standard.amount)
    try:
        amount, workings = work_out(standard.formula, policy.bases, facts)
    except AmountOpen as open_:
        return WorkedOut(open=open_)
    if not amount:
        return WorkedOut(None, workings, NothingComesOfIt("facts", what=standard.article))
    return WorkedOut(amount, workings)


def amount_for(policy: Policy, facts: Sequence[Fact]) -> Money:
    """Return what the first row of the standards table that fits gives.

    Raises NoStandardApplies and the kinds of AmountOpen.
    """
    worked = worked_out(policy, standard_for(policy, facts), facts)
    if worked.open is not None:
        raise worked.open
    if worked.amount is None:
        raise NoStandardApplies("facts")
    return worked.amount


def known_amount(policy: Policy, facts: Sequence[Fact]) -> Money | None:
    """Return what the standards give on facts; None where no row fits or its formula cannot be worked out."""
    return worked_out(policy, standard_for(policy, facts), facts).amount


def used(policy: Policy, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Return the facts a policy looks at, in its order. Raises FactFromElsewhere: each has one source of truth."""
    known = {fact.name: fact for fact in facts}
    sources = {declared.fact: declared.source for declared in policy.fact_sources}
    found = tuple(known[name] for name in facts_used(policy) if name in known)
    for fact in found:
        if fact.source != sources.get(fact.name, fact.source):
            raise FactFromElsewhere("facts", fact=fact.name, declared=sources[fact.name], given=fact.source)
    return found


def _ask(criterion: Criterion, values: Mapping[str, str], on: date) -> _Answer:
    match criterion:
        case FactAmong(fact=fact, values=wanted, article=article):
            held = several(values.get(fact, ""))
            return _leaf(article, fact, values, any(value in wanted for value in held) if held else None)
        case NumberBetween(fact=fact, at_least=low, at_most=high, article=article):
            number = values.get(fact, "").strip()
            return _leaf(article, fact, values, low <= int(number) <= high if _WHOLE.fullmatch(number) else None)
        case NotExpired(fact=fact, open_ended=open_ended, article=article):
            last = _last_day(values.get(fact, "").strip(), open_ended)
            answer = _leaf(article, fact, values, None if last is None else on <= last)
            expired = answer.holds is False
            return _Answer(
                answer.holds, answer.seen, answer.outcomes, answer.against, expired, last if expired else None
            )
        case AllOf(of=parts):
            return _joined([_ask(part, values, on) for part in parts], all_of=True)
        case AnyOf(of=parts):
            return _joined([_ask(part, values, on) for part in parts], all_of=False)
        case Not(criterion=inner, article=article):
            answer = _ask(inner, values, on)
            return _said(article, answer.seen, None if answer.holds is None else not answer.holds)


def _leaf(article: str, fact: str, values: Mapping[str, str], holds: bool | None) -> _Answer:
    value = values.get(fact, "").strip()
    if holds is None:
        value = f"{UNREADABLE} ({value})" if value else MISSING
    return _said(article, f"{fact}={value}", holds)


def _said(article: str, seen: str, holds: bool | None) -> _Answer:
    outcome = Outcome(article, holds is True, seen)
    return _Answer(holds, seen, (outcome,), () if holds else (article,), False)


def _joined(answers: Sequence[_Answer], *, all_of: bool) -> _Answer:
    verdicts = [answer.holds for answer in answers]
    settles = not all_of  # One False settles an AllOf, one True an AnyOf.
    holds = settles if settles in verdicts else None if None in verdicts else all_of
    against: dict[str, None] = {}
    if holds is not True:
        against = dict.fromkeys(article for answer in answers for article in answer.against)
    failing = [answer for answer in answers if answer.holds is not True]
    return _Answer(
        holds=holds,
        seen="; ".join(answer.seen for answer in answers),
        outcomes=tuple(outcome for answer in answers for outcome in answer.outcomes),
        against=tuple(against),
        only_expired=holds is False and all(answer.only_expired for answer in failing),
        expired_on=min((answer.expired_on for answer in failing if answer.expired_on), default=None),
    )


def _last_day(value: str, open_ended: bool) -> date | None:
    if open_ended and value == "none":
        return date.max
    if not _DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
