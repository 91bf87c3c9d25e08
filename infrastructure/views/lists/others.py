"""The lists of agreements and what was done under one, of recoveries, revenue accounts and refusals."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from itertools import accumulate

from application.answers import RefusalView
from application.listed.money import (
    AgreementListed,
    AgreementStepListed,
    RecoveryListed,
    RecoveryState,
    RevenueAccountListed,
)
from application.lists import Where
from application.views.agreements import Agreement, AgreementChange, AgreementPerson
from application.views.payouts import PayoutStage, PayoutStep
from application.views.recoveries import Recovery, RecoveryDue, RecoveryStage
from application.views.refusals import Refusal
from application.views.revenues import Revenue, RevenueStage
from domain.money import ZERO, Money
from domain.recoveries.events import RecoveryGround
from domain.revenue.events import RevenueKind
from infrastructure.views.lists.conditions import ALWAYS, Among, Condition, Starts, With, Without, every
from infrastructure.views.lists.plans import Plan, Store, one

_SIGNED = Among("change", (AgreementChange.SIGNED,))
_ORDERED = Among("stage", (RecoveryStage.ORDERED,))


def _agreements(store: Store, rows: Sequence[Agreement], _: Where) -> Iterator[AgreementListed]:
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for step in store.rows(Agreement, agreement={row.agreement for row in rows}):
        sums[step.agreement][step.change] += step.amount_fen
    for row in rows:
        own = sums[row.agreement]
        yield AgreementListed(
            row.agreement,
            row.institution or "",
            row.programme or "",
            row.fiscal_year or 0,
            Money(row.amount_fen),
            Money(own[AgreementChange.SERVICE_ACCEPTED]),
            Money(own[AgreementChange.AMOUNT_DEDUCTED]),
            Money(own[AgreementChange.INVOICE_RECEIVED]),
            Money(own[AgreementChange.PAYMENT_COMMITTED] - own[AgreementChange.PAYMENT_FREED]),
            row.effective,
            row.position,
        )


def _agreement_steps(store: Store, rows: Sequence[Agreement], _: Where) -> Iterator[AgreementStepListed]:
    named = store.rows(AgreementPerson, agreement={row.agreement for row in rows}, position={r.position for r in rows})
    people = Counter(person.position for person in named)
    for row in rows:
        amount, change = Money(row.amount_fen), AgreementChange(row.change)
        yield AgreementStepListed(
            row.agreement, change, row.document, amount, people[row.position], row.by, row.effective, row.position
        )


def _recoveries(store: Store, rows: Sequence[Recovery], _: Where) -> Iterator[RecoveryListed]:
    ids = {row.recovery for row in rows}
    steps: dict[str, list[Recovery]] = defaultdict(list)
    for step in store.rows(Recovery, recovery=ids):
        steps[step.recovery].append(step)
    due: dict[str, list[RecoveryDue]] = defaultdict(list)
    for instalment in store.rows(RecoveryDue, recovery=ids):
        due[instalment.recovery].append(instalment)
    payouts = {row.payout or "" for row in rows}
    regions = {row.payout: row.region for row in store.rows(PayoutStep, payout=payouts, stage=(PayoutStage.RELEASED,))}
    for row in rows:
        payout, own = row.payout or "", steps[row.recovery]
        received = _sum(step.amount_fen for step in own if step.stage == RecoveryStage.RECEIVED)
        written_off = _sum(step.amount_fen for step in own if step.stage == RecoveryStage.WRITTEN_OFF)
        outstanding = Money(row.amount_fen) - received - written_off
        yield RecoveryListed(
            row.recovery,
            payout,
            payout.split("/", 1)[0],
            regions.get(payout) or "",
            row.beneficiary or "",
            RecoveryGround(row.ground or ""),
            RecoveryState.OPEN if outstanding > ZERO else RecoveryState.DONE,
            Money(row.amount_fen),
            received,
            _sum(step.treasury_fen for step in own),
            written_off,
            outstanding,
            row.effective,
            _next_due(due[row.recovery], received) if outstanding > ZERO else None,
            row.position,
        )


def _next_due(instalments: Sequence[RecoveryDue], received: Money) -> date | None:
    """Return the day of the first instalment that is not covered, in the order they fall due."""
    in_order = sorted(instalments, key=lambda each: each.due_on)
    until = accumulate(each.amount_fen for each in in_order)
    return next((each.due_on for each, fen in zip(in_order, until, strict=True) if fen > received.fen), None)


def _sum(fen: Iterable[int]) -> Money:
    return Money(sum(fen))


def _revenue_accounts(store: Store, rows: Sequence[Revenue], _: Where) -> Iterator[RevenueAccountListed]:
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in store.rows(Revenue, account={row.account for row in rows}):
        sums[entry.account][entry.stage] += entry.amount_fen
    for row in rows:
        year, _slash, kind = row.account.partition("/")
        own = sums[row.account]
        collected, remitted = Money(own[RevenueStage.COLLECTED]), Money(own[RevenueStage.REMITTED])
        refunded = Money(own[RevenueStage.REFUNDED])
        known: RevenueKind | str = kind
        with suppress(ValueError):
            known = RevenueKind(kind)
        yield RevenueAccountListed(
            row.account, int(year), known, collected, remitted, refunded, collected - remitted, row.position
        )


def _refusals(store: Store, rows: Sequence[Refusal], _: Where) -> Iterator[RefusalView]:
    recorded = store.recorded([row.position for row in rows])
    for row in rows:
        yield RefusalView(
            row.position,
            recorded[row.position][0],
            row.by,
            row.command_id,
            row.command,
            row.rule,
            row.field,
            row.sentence_zh,
            row.sentence_en,
        )


def _of_its_agreement(programme: str) -> Condition:
    like = every(_SIGNED, Among("programme", (programme,)))
    return With(Agreement, (("agreement", "agreement"),), like)


def _paid_in(prefix: str) -> Condition:
    like = every(Among("stage", (PayoutStage.RELEASED,)), Starts("region", (prefix,)))
    return With(PayoutStep, (("payout", "payout"),), like)


AGREEMENTS = Plan(
    kind=Agreement,
    views=("agreements",),
    key=("position",),
    births=_SIGNED,
    fold=_agreements,
    programme=one("programme"),
    filters={"year": one("fiscal_year")},
)
AGREEMENT_STEPS = Plan(
    kind=Agreement,
    views=("agreements",),
    key=("position",),
    births=ALWAYS,
    fold=_agreement_steps,
    programme=_of_its_agreement,
    filters={"agreement": one("agreement"), "stages": lambda stages: Among("change", tuple(stages))},
    finds=frozenset({"agreement"}),
)
RECOVERIES = Plan(
    kind=Recovery,
    views=("recoveries", "payouts"),
    key=("position",),
    births=_ORDERED,
    fold=_recoveries,
    programme=lambda programme: Starts("payout", (f"{programme}/",)),
    region=_paid_in,
    filters={"beneficiary": one("beneficiary")},
)
REVENUE_ACCOUNTS = Plan(
    kind=Revenue,
    views=("revenues",),
    key=("account",),
    births=Without(Revenue, (("account", "account"),), ALWAYS, earlier=True),
    fold=_revenue_accounts,
    filters={"year": lambda year: Starts("account", (f"{year:04d}/",))},
)
REFUSALS = Plan(kind=Refusal, views=("refusals",), key=("position",), births=ALWAYS, fold=_refusals)
