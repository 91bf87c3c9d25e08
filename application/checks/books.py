"""The books a check reads: what a log says up to a position, counting only what is effective by a day.

Folded from the entries alone, in one pass; nothing recorded later, and nothing that counts from a later day, is in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from itertools import groupby
from typing import Any

from application.recorded import Recorded
from application.views.posting import Posting, postings
from application.views.view import recorded_day
from domain.batches.events import BatchOpened, PayoutKind
from domain.beneficiaries import events as people
from domain.checks.events import Evidence
from domain.claims.naming import is_claim
from domain.eligibility import events as cases
from domain.facts import Fact
from domain.funds.parts import Part
from domain.money import ZERO, Money
from domain.payouts import events as payouts
from domain.periods import Month, Period
from domain.programmes.events import PayeeKind, PolicyPublished, ProgrammeOpened
from domain.programmes.policy import Policy


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as it stands in the books; `day` is when it counts from."""

    position: int
    stream: str
    day: date
    recorded: date
    at: datetime
    actor: str
    command_id: str
    fact: Any

    def evidence(self, what: str, *, amount: Money | None = None, day: date | None = None) -> Evidence:
        """Return the entry as evidence."""
        return Evidence(self.stream, self.position, what, amount, day or self.day)


@dataclass(slots=True)
class Payment:
    """One payment as a batch released it; a payout cancelled and released anew has two."""

    payout: str
    programme: str
    period: Period
    correction: bool
    beneficiary: str
    payee: str
    region: str
    tier: str
    batch: str
    amount: Money
    parts: tuple[Part, ...]
    released: Line
    settlings: list[Line] = field(default_factory=list)
    returned: Line | None = None
    cancelled: Line | None = None
    ordered_back: Money = ZERO

    @property
    def settled(self) -> Line | None:
        """The last time that the bank paid it."""
        return self.settlings[-1] if self.settlings else None

    @property
    def is_live(self) -> bool:
        """Whether the money is with the payee, or on its way, and not all of it ordered back."""
        return self.cancelled is None and self.returned is None and self.owed > ZERO

    @property
    def owed(self) -> Money:
        """What was paid and is not ordered back."""
        return self.amount - self.ordered_back

    def overlaps(self, other: Payment) -> bool:
        """Say whether both pay for some month."""
        return self.period.first <= other.period.last and other.period.first <= self.period.last

    def evidence(self, what: str = "payment") -> Evidence:
        """Return the release as evidence."""
        return Evidence(
            self.released.stream, self.released.position, f"{what} {self.period}", self.amount, self.released.day
        )


@dataclass(slots=True)
class Books:
    """Everything by what it is about. Streams are keyed by their name, people by id, cases by (programme, person)."""

    streams: dict[str, list[Line]] = field(default_factory=dict)
    payments: list[Payment] = field(default_factory=list)
    policies: dict[str, list[tuple[Line, Policy]]] = field(default_factory=lambda: defaultdict(list))
    journal: list[tuple[Line, Posting]] = field(default_factory=list)

    def of_kind(self, kind: str) -> Iterable[tuple[str, Sequence[Line]]]:
        """Yield (id, lines) of every stream of a kind: `case`, `fund` …"""
        prefix = f"{kind}/"
        return ((name[len(prefix) :], lines) for name, lines in self.streams.items() if name.startswith(prefix))

    def stream(self, name: str) -> Sequence[Line]:
        """Return a stream's lines; none when it is unknown."""
        return self.streams.get(name, ())

    def live_payments(self) -> Iterable[Payment]:
        """Yield the payments for persons that stand."""
        return (payment for payment in self.payments if payment.is_live and not is_claim(payment.beneficiary))

    def live_claims(self) -> Iterable[Payment]:
        """Yield the payments that stand and are for no person: claims of institutions."""
        return (payment for payment in self.payments if payment.is_live and is_claim(payment.beneficiary))

    def people(self) -> Iterable[str]:
        """Yield the ids of everybody registered."""
        return (name for name, _ in self.of_kind("beneficiary"))

    def facts(self, person: str) -> Sequence[tuple[Fact, Line]]:
        """Return every fact known of a person, in the order recorded."""
        found: list[tuple[Fact, Line]] = []
        for line in self.stream(f"beneficiary/{person}"):
            match line.fact:
                case people.BeneficiaryRegistered(facts=facts) | people.CircumstancesRecorded(facts=facts):
                    found.extend((fact, line) for fact in facts)
        return found

    def facts_at(self, person: str, day: date) -> tuple[Fact, ...]:
        """Return of each fact what was true on a day: the last as of that day or before, else the first known."""
        chosen: dict[str, Fact] = {}
        for fact, _ in self.facts(person):
            known = chosen.get(fact.name)
            if known is None or (known.as_of <= fact.as_of <= day) or (fact.as_of < known.as_of and known.as_of > day):
                chosen[fact.name] = fact
        return tuple(chosen.values())

    def died(self, person: str) -> Line | None:
        """Return the entry that says a person died."""
        lines = self.stream(f"beneficiary/{person}")
        return next((line for line in lines if isinstance(line.fact, people.DeathRecorded)), None)

    def moved(self, person: str) -> Line | None:
        """Return the entry that says a person moved away."""
        lines = self.stream(f"beneficiary/{person}")
        return next((line for line in lines if isinstance(line.fact, people.MovedAway)), None)

    def case(self, programme: str, person: str) -> Sequence[Line]:
        """Return the steps of a case."""
        return self.stream(f"case/{programme}/{person}")

    def policy_of(self, payment: Payment) -> Policy | None:
        """Return the policy version a payment's batch was built on."""
        opened = [line.fact for line in self.stream(f"batch/{payment.batch}") if isinstance(line.fact, BatchOpened)]
        version = opened[0].policy_version if opened else None
        return next((policy for _, policy in self.policies[payment.programme] if policy.version == version), None)

    def policy_on(self, programme: str, day: date) -> Policy | None:
        """Return the newest policy in force on a day."""
        return max(
            (policy for _, policy in self.policies[programme] if policy.valid_from <= day),
            key=lambda policy: (policy.valid_from, policy.version),
            default=None,
        )

    def batch_kind(self, batch: str) -> PayoutKind | None:
        """Return what kind of pay a batch is."""
        return next(
            (one.fact.payout_kind for one in self.stream(f"batch/{batch}") if isinstance(one.fact, BatchOpened)), None
        )

    def payee_kind(self, programme: str) -> PayeeKind | None:
        """Return to whom a programme pays."""
        lines = self.stream(f"programme/{programme}")
        return next((line.fact.payee_kind for line in lines if isinstance(line.fact, ProgrammeOpened)), None)

    def amounts_by_month(self, programme: str, person: str) -> dict[Month, Money]:
        """Return what a case is worth in each month, up to ten years on, as its steps decided it."""
        worth: dict[int, Money] = {}
        stopped: int | None = None
        amount, horizon = ZERO, 0
        for line in self.case(programme, person):
            match line.fact:
                case cases.CaseGranted(amount=granted, first_month=first):
                    amount, horizon = granted, first.index + 120
                    worth.update(dict.fromkeys(range(first.index, horizon), granted))
                case cases.CaseRechecked(passed=True, amount=checked, checked_on=day):
                    amount = checked
                    worth.update({m: checked for m in worth if m > Month.of(day).index})
                case cases.CaseSuspended(from_month=month) | cases.CaseRevoked(from_month=month):
                    stopped = month.index
                    worth = {m: money for m, money in worth.items() if m < month.index}
                case cases.CaseResumed(from_month=month, back_pay_months=back):
                    start = max(month.index - back, stopped or month.index)
                    worth.update(dict.fromkeys(range(start, horizon), amount))
        return {Month(index): money for index, money in worth.items()}


def keep(entries: Iterable[Recorded[object]], *, upto: date) -> Books:
    """Fold entries into books, leaving out what counts from a later day than `upto`.

    A fact that states no day (a page of a list, say) counts from the day of what was recorded by the same command.
    """
    books, current = Books(), dict[str, Payment]()
    for _, together in groupby(entries, key=lambda entry: entry.command_id):
        own = list(together)
        stated = [_stated(entry.fact) for entry in own]
        earliest = min((day for day in stated if day), default=None)
        for entry, day in zip(own, stated, strict=True):
            line = _line(entry, day or earliest or recorded_day(entry))
            if line.day <= upto:
                _enter(books, current, line, entry)
    return books


def _enter(books: Books, current: dict[str, Payment], line: Line, entry: Recorded[object]) -> None:
    books.streams.setdefault(line.stream, []).append(line)
    books.journal.extend((line, posting) for posting in postings(entry))
    if isinstance(line.fact, PolicyPublished):
        books.policies[line.stream[10:]].append((line, line.fact.policy))
    elif line.stream.startswith("payout/"):
        _pay(books, current, line)


def _pay(books: Books, current: dict[str, Payment], line: Line) -> None:
    name, fact = line.stream[7:], line.fact
    if isinstance(fact, payouts.PayoutReleased):
        programme, period, *rest = name.split("/")
        current[name] = payment = Payment(
            payout=name,
            programme=programme,
            period=Period(period),
            correction=len(rest) > 1,
            beneficiary=fact.beneficiary,
            payee=fact.payee,
            region=fact.region,
            tier=fact.tier,
            batch=fact.batch_id,
            amount=fact.amount,
            parts=fact.parts,
            released=line,
        )
        books.payments.append(payment)
        return
    paid = current.get(name)
    if paid is None:
        return
    match fact:
        case payouts.PayoutSettled():
            paid.settlings.append(line)
        case payouts.PayoutReturnedLate(to_treasury=True):
            paid.cancelled = line
        case payouts.PayoutReturned() | payouts.PayoutReturnedLate():
            paid.returned = line
        case payouts.PayoutReissued():
            paid.returned = None
        case payouts.PayoutCancelled():
            paid.cancelled = line
        case payouts.PayoutRecoveryOrdered(amount=amount):
            paid.ordered_back = paid.ordered_back + amount


def _line(entry: Recorded[Any], day: date) -> Line:
    recorded, at, actor = recorded_day(entry), entry.recorded_at, entry.actor
    return Line(entry.position, entry.stream, day, recorded, at, actor, entry.command_id, entry.fact)


def _stated(fact: Any) -> date | None:
    """Return the day from which a fact says it counts. What a programme is counts always."""
    match fact:
        case ProgrammeOpened():
            return date.min
        case PolicyPublished(policy=policy):
            return policy.valid_from
        case people.CircumstancesRecorded(facts=facts):
            return max((each.as_of for each in facts), default=None)
    name = _day_field(type(fact))
    day: date | None = getattr(fact, name) if name else None
    return day


def _day_field(kind: type) -> str:
    """Name the field that says from when a fact counts: the first date of what was done (`value_date`, `died_on`)."""
    if kind not in _DAY_FIELDS:
        names = [each.name for each in fields(kind) if str(each.type) == "date"]
        _DAY_FIELDS[kind] = next((name for name in names if name != "closes_on"), "")
    return _DAY_FIELDS[kind]


_DAY_FIELDS: dict[type, str] = {}
