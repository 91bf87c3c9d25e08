"""The lists of matching schemes, their units, and each level's parts with what the bank made of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from application.listed.matching import MatchingPartListed, MatchingSchemeListed, MatchingUnitListed, PartState
from application.lists import Where
from application.views.matching import MatchingPart, MatchingScheme, MatchingUnit
from application.views.payouts import PayoutStage, PayoutStep
from domain.levels import FundKind, GovernmentLevel
from domain.money import ZERO, Money
from domain.periods import Period
from infrastructure.views.lists.conditions import ALWAYS, Among, Condition, Starts
from infrastructure.views.lists.plans import Plan, Store, one

_STATES = {
    PayoutStage.RELEASED: PartState.AT_THE_BANK,
    PayoutStage.REISSUED: PartState.AT_THE_BANK,
    PayoutStage.RETURNED: PartState.RETURNED,
    PayoutStage.SETTLED: PartState.PAID,
    PayoutStage.CANCELLED: PartState.FREED,
}


def _schemes(store: Store, rows: Sequence[MatchingScheme], _: Where) -> Iterator[MatchingSchemeListed]:
    units: dict[str, set[str]] = defaultdict(set)
    for row in store.rows(MatchingPart, scheme={row.scheme for row in rows}):
        units[row.scheme].add(row.unit)
    for scheme in rows:
        yield MatchingSchemeListed(
            scheme.scheme,
            scheme.programme,
            scheme.region,
            Period(scheme.period),
            scheme.document,
            scheme.ratio,
            tuple(scheme.conditions.split("、")),
            len(units[scheme.scheme]),
            scheme.by,
            scheme.effective,
            scheme.position,
        )


def _units(store: Store, rows: Sequence[MatchingUnit], _: Where) -> Iterator[MatchingUnitListed]:
    met = _conditions_met(store, rows)
    for row in rows:
        own = met[row.scheme, row.unit]
        yield MatchingUnitListed(
            row.scheme,
            row.unit,
            row.name or "",
            row.programme or "",
            row.region or "",
            row.agreement or "",
            Money(row.amount_fen or 0),
            tuple(step.condition or "" for step in own),
            own[-1].effective if own else None,
            row.effective,
            row.position,
        )


def _parts(store: Store, rows: Sequence[MatchingPart], _: Where) -> Iterator[MatchingPartListed]:
    met = _conditions_met(store, rows)
    steps: dict[str, list[PayoutStep]] = defaultdict(list)
    for step in store.rows(PayoutStep, payout={row.payout for row in rows}):
        if step.stage in _STATES:
            steps[step.payout].append(step)
    for row in rows:
        freed = next((step for step in met[row.scheme, row.unit] if step.condition == row.freed_by), None)
        last = steps[row.payout][-1] if steps[row.payout] else None
        stage = PartState.FREED if freed else PartState.WAITING
        if last is not None:
            stage = _STATES[PayoutStage(last.stage)]
        amount = Money(row.amount_fen)
        paid = amount if stage is PartState.PAID else ZERO
        yield MatchingPartListed(
            row.scheme,
            row.unit,
            row.claim,
            row.programme,
            row.region,
            GovernmentLevel(row.level),
            FundKind(row.kind),
            amount,
            paid,
            amount - paid,
            stage,
            row.freed_by,
            freed and freed.effective,
            last.effective if last and stage is PartState.PAID else None,
            row.payout,
            row.position,
        )


def _conditions_met(
    store: Store, rows: Sequence[MatchingUnit] | Sequence[MatchingPart]
) -> dict[tuple[str, str], list[MatchingUnit]]:
    found: dict[tuple[str, str], list[MatchingUnit]] = defaultdict(list)
    for step in store.rows(MatchingUnit, scheme={row.scheme for row in rows}, unit={row.unit for row in rows}):
        if step.condition is not None:
            found[step.scheme, step.unit].append(step)
    return found


def _inside(prefix: str) -> Condition:
    return Starts("region", (prefix,))


_FILTERS = {"scheme": one("scheme")}
SCHEMES = Plan(
    kind=MatchingScheme,
    views=("matching",),
    key=("position",),
    births=ALWAYS,
    fold=_schemes,
    programme=one("programme"),
    region=_inside,
)
UNITS = Plan(
    kind=MatchingUnit,
    views=("matching",),
    key=("position",),
    births=Among("step", ("admitted",)),
    fold=_units,
    programme=one("programme"),
    region=_inside,
    filters=_FILTERS,
    finds=frozenset(_FILTERS),
)
PARTS = Plan(
    kind=MatchingPart,
    views=("matching", "payouts"),
    key=("position", "seq"),
    births=ALWAYS,
    fold=_parts,
    programme=one("programme"),
    region=_inside,
    filters=_FILTERS,
    finds=frozenset(_FILTERS),
)
