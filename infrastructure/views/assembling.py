"""Rows to the answers' own types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from itertools import product
from operator import attrgetter

from application.answers import FundLineView, LineBalance, LineBatch, PayoutState, PayoutTrail, TrailStep
from application.views.funds import FundLine, FundMovement
from application.views.notices import Notice
from application.views.payouts import PayoutStage, PayoutStep
from application.views.posting import Movement, Posting
from application.views.sheet import Balances
from domain.levels import FundKind, GovernmentLevel
from domain.money import ZERO, Money

_BATCH_MOVEMENTS = (
    Movement.RESERVE,
    Movement.FREE,
    Movement.RELEASE,
    Movement.SETTLE,
    Movement.RETURN,
    Movement.REISSUE,
    Movement.CANCEL,
    Movement.RETURN_LATE,
    Movement.RETURN_LATE_TO_TREASURY,
)

BROUGHT = frozenset({Movement.ALLOCATE, Movement.ADD, Movement.MOVE_IN, Movement.BRING_FORWARD, Movement.RECEIVE})
"""How money comes to a line."""

_AMOUNTS = attrgetter(*(field.name for field in fields(LineBalance)))


def line_balance(balances: Balances) -> LineBalance:
    """Return balances in fen as amounts; both have the order of `Account`."""
    allocated, recovered, *others = (Money(fen) for fen in balances)
    return LineBalance(allocated, recovered, *others)


def fund_line(row: FundLine, balances: Balances) -> FundLineView:
    """Return a line with its balances."""
    return FundLineView(
        row.line_id,
        row.fund,
        row.programme,
        row.fiscal_year,
        row.region,
        GovernmentLevel(row.level),
        FundKind(row.kind),
        row.document,
        row.source_year,
        row.position,
        line_balance(balances),
    )


def with_balances(line: FundLineView, balances: Balances) -> FundLineView:
    """Return a line as it stands with other balances."""
    return replace(line, balance=line_balance(balances))


def totals(lines: Sequence[FundLineView]) -> Mapping[tuple[GovernmentLevel, FundKind], LineBalance]:
    """Add lines up by level and kind, in the order of levels and kinds."""
    parts: dict[tuple[GovernmentLevel, FundKind], list[tuple[int, ...]]] = {}
    for line in lines:
        fen = tuple([amount.fen for amount in _AMOUNTS(line.balance)])
        parts.setdefault((line.level, line.kind), []).append(fen)
    return {
        of: line_balance(tuple(map(sum, zip(*parts[of], strict=True))))
        for of in product(GovernmentLevel, FundKind)
        if of in parts
    }


def trail_step(row: Posting | FundMovement, line: FundLine, recorded_at: datetime, actor: str) -> TrailStep:
    """Return one movement with the line it was on."""
    return TrailStep(
        row.position,
        recorded_at,
        actor,
        Movement(row.movement),
        line.line_id,
        line.document,
        GovernmentLevel(line.level),
        FundKind(line.kind),
        Money(row.amount_fen),
        row.effective,
        row.batch,
        row.payout if isinstance(row, Posting) else None,
        None if isinstance(row, Posting) else row.counter_line,
        None if isinstance(row, Posting) else row.transmission,
    )


def payout_trail(
    steps: Sequence[PayoutStep],
    sources: tuple[TrailStep, ...],
    moves: tuple[TrailStep, ...],
    recoveries: Sequence[str],
) -> PayoutTrail:
    """Return one payout's trail; its first step is its release."""
    state = payout_states([step for step in steps if step.batch is not None])[0]
    return PayoutTrail(
        state.payout,
        state.payout.split("/", 1)[0],
        state.beneficiary,
        state.payee,
        state.region,
        state.tier,
        state.batch,
        state.amount,
        state.stage,
        sources,
        moves,
        tuple(recoveries),
    )


def payout_states(steps: Iterable[PayoutStep]) -> list[PayoutState]:
    """Return each payout with its newest step, in the order of release."""
    released: dict[str, PayoutStep] = {}
    newest: dict[str, PayoutStep] = {}
    for step in steps:
        if step.stage == PayoutStage.RELEASED:
            released[step.payout] = step
        newest[step.payout] = step
    return [
        PayoutState(
            payout,
            first.batch or "",
            first.beneficiary or "",
            first.payee or "",
            first.region or "",
            first.tier or "",
            Money(first.amount_fen),
            str(newest[payout].stage),
            newest[payout].position,
            newest[payout].effective,
            first.position,
        )
        for payout, first in released.items()
    ]


def line_batches(movements: Iterable[FundMovement]) -> tuple[LineBatch, ...]:
    """Return what each batch did to a line, in the order the batches came."""
    sums: dict[str, dict[str, Money]] = {}
    for row in movements:
        if row.batch is not None:
            own = sums.setdefault(row.batch, {})
            own[row.movement] = own.get(row.movement, ZERO) + Money(row.amount_fen)
    return tuple(
        LineBatch(batch, *(own.get(movement, ZERO) for movement in _BATCH_MOVEMENTS)) for batch, own in sums.items()
    )


def notices_of(rows: Iterable[Notice], programme: str) -> frozenset[str]:
    """Return the ids of a programme's notices, or of all."""
    return frozenset(row.notice for row in rows if row.programme and programme in ("", row.programme))
