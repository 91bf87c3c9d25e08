"""The lists of award schemes, awards and instalments, with what the bank made of each payment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from application.listed.awards import (
    AwardInstalmentListed,
    AwardListed,
    AwardSchemeListed,
    AwardState,
    InstalmentState,
)
from application.lists import Where
from application.views.awards import AwardPart, AwardSchemeRow, AwardStage, AwardStep
from application.views.payouts import PayoutStage, PayoutStep
from domain.batches.events import PayoutKind
from domain.money import ZERO, Money
from domain.payouts.state import payout_id
from domain.periods import Period
from infrastructure.views.lists.conditions import ALWAYS, Among, Condition, Starts
from infrastructure.views.lists.plans import Plan, Store, one

_STATES = {
    PayoutStage.RELEASED: InstalmentState.AT_THE_BANK,
    PayoutStage.REISSUED: InstalmentState.AT_THE_BANK,
    PayoutStage.RETURNED: InstalmentState.RETURNED,
    PayoutStage.SETTLED: InstalmentState.PAID,
    PayoutStage.CANCELLED: InstalmentState.CALLED,
}
Steps = dict[str, list[AwardStep]]


def _schemes(store: Store, rows: Sequence[AwardSchemeRow], _: Where) -> Iterator[AwardSchemeListed]:
    applied: dict[str, int] = defaultdict(int)
    for step in store.rows(AwardStep, scheme={row.scheme for row in rows}):
        applied[step.scheme or ""] += 1
    for row in rows:
        yield AwardSchemeListed(
            row.scheme,
            row.programme,
            row.region,
            row.document,
            tuple(row.departments.split("、")),
            Money(row.most_fen),
            row.check_due,
            row.check_years,
            applied[row.scheme],
            row.by,
            row.effective,
            row.position,
        )


def _awards(store: Store, rows: Sequence[AwardStep], _: Where) -> Iterator[AwardListed]:
    steps = _steps(store, {row.award for row in rows})
    paid = _payouts(store, steps, {row.award: row.programme or "" for row in rows})
    for row in rows:
        own = steps[row.award]
        last = {step.stage: step for step in own}
        signed = [step for step in own if step.stage == AwardStage.SIGNED]
        granted, check = last.get(AwardStage.GRANTED), last.get(AwardStage.CHECKED)
        suspended = _suspended(own)
        called = [step for step in own if step.stage == AwardStage.CALLED]
        settled = [step for step in called if _stage(paid, row.programme, step) is InstalmentState.PAID]
        yield AwardListed(
            row.award,
            row.programme or "",
            row.region or "",
            row.institution or "",
            row.name or "",
            _state(row, signed, granted, suspended),
            tuple(step.what or "" for step in signed if step.yes),
            tuple(step.what or "" for step in signed if not step.yes),
            granted and Money(granted.amount_fen or 0),
            Money(sum(step.amount_fen or 0 for step in settled)),
            Money(sum(step.amount_fen or 0 for step in own if step.stage == AwardStage.ORDERED_BACK)),
            check and check.what,
            suspended and suspended.effective,
            suspended and suspended.words,
            row.effective,
            granted and granted.effective,
            row.position,
        )


def _instalments(store: Store, rows: Sequence[AwardPart], _: Where) -> Iterator[AwardInstalmentListed]:
    steps = _steps(store, {row.award for row in rows})
    paid = _payouts(store, steps, {row.award: row.programme for row in rows})
    for row in rows:
        own = steps[row.award]
        called = next((s for s in own if s.stage == AwardStage.CALLED and s.what == str(row.number)), None)
        payout = _payout(row.programme, called) if called else None
        stage = _stage(paid, row.programme, called) if called else InstalmentState.UPCOMING
        last = paid[payout][-1] if payout and paid[payout] else None
        back = [s for s in own if s.stage == AwardStage.ORDERED_BACK and called and s.claim == called.claim]
        yield AwardInstalmentListed(
            row.award,
            row.number,
            row.programme,
            row.region,
            row.payable_from,
            Money(row.amount_fen),
            stage,
            called and called.claim,
            payout,
            last.effective if last and stage is InstalmentState.PAID else None,
            Money(sum(step.amount_fen or 0 for step in back)) if back else ZERO,
            row.position,
        )


def _state(
    row: AwardStep, signed: Sequence[AwardStep], granted: AwardStep | None, suspended: AwardStep | None
) -> AwardState:
    if suspended is not None:
        return AwardState.SUSPENDED
    if granted is not None:
        return AwardState.GRANTED
    if any(not step.yes for step in signed):
        return AwardState.NOT_ACCEPTED
    everybody = len((row.departments or "").split("、"))
    return AwardState.ACCEPTED if len(signed) == everybody else AwardState.APPLIED


def _suspended(steps: Sequence[AwardStep]) -> AwardStep | None:
    """Return how an award was suspended that was not resumed since."""
    turns = [step for step in steps if step.stage in (AwardStage.SUSPENDED, AwardStage.RESUMED)]
    return turns[-1] if turns and turns[-1].stage == AwardStage.SUSPENDED else None


def _steps(store: Store, awards: set[str]) -> Steps:
    found: Steps = defaultdict(list)
    for step in store.rows(AwardStep, award=awards):
        found[step.award].append(step)
    return found


def _payouts(store: Store, steps: Steps, programmes: dict[str, str]) -> dict[str, list[PayoutStep]]:
    wanted = {
        _payout(programmes[award], step)
        for award, own in steps.items()
        for step in own
        if step.stage == AwardStage.CALLED
    }
    found: dict[str, list[PayoutStep]] = defaultdict(list)
    for step in store.rows(PayoutStep, payout=wanted):
        if step.stage in _STATES:
            found[step.payout].append(step)
    return found


def _stage(paid: dict[str, list[PayoutStep]], programme: str | None, called: AwardStep) -> InstalmentState:
    own = paid[_payout(programme or "", called)]
    return _STATES[PayoutStage(own[-1].stage)] if own else InstalmentState.CALLED


def _payout(programme: str, called: AwardStep) -> str:
    return payout_id(programme, Period(called.period or ""), called.claim or "", PayoutKind.REGULAR)


def _inside(prefix: str) -> Condition:
    return Starts("region", (prefix,))


SCHEMES = Plan(
    kind=AwardSchemeRow,
    views=("awards",),
    key=("position",),
    births=ALWAYS,
    fold=_schemes,
    programme=one("programme"),
    region=_inside,
)
AWARDS = Plan(
    kind=AwardStep,
    views=("awards", "payouts"),
    key=("position",),
    births=Among("stage", (AwardStage.APPLIED,)),
    fold=_awards,
    programme=one("programme"),
    region=_inside,
    filters={"award": one("award")},
    finds=frozenset({"award"}),
)
INSTALMENTS = Plan(
    kind=AwardPart,
    views=("awards", "payouts"),
    key=("position", "seq"),
    births=ALWAYS,
    fold=_instalments,
    programme=one("programme"),
    region=_inside,
    filters={"award": one("award")},
    finds=frozenset({"award"}),
)
