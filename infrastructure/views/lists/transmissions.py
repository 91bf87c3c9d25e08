"""The lists of transmissions, level by level and kind by kind, and of the rules about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from application.listed.transmissions import TransmissionListed, TransmissionRuleListed
from application.lists import Where
from application.views.transmissions import TransmissionRule, TransmissionStage, TransmissionStep
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.transmissions.rules import pass_on_by
from infrastructure.views.lists.conditions import ALWAYS, Among, Condition, Starts
from infrastructure.views.lists.plans import Plan, Store, one

_BEGUN = (TransmissionStage.SENT, TransmissionStage.RECEIVED)


def _transmissions(store: Store, rows: Sequence[TransmissionStep], _: Where) -> Iterator[TransmissionListed]:
    names = {row.transmission for row in rows}
    back = store.rows(TransmissionStep, transmission=names, stage=(TransmissionStage.TAKEN_BACK,))
    taken_back = {row.transmission: row.effective for row in back}
    for row in rows:
        until = taken_back.get(row.transmission) if row.stage == TransmissionStage.SENT else None
        yield TransmissionListed(
            row.transmission,
            TransmissionStage.TAKEN_BACK if until else TransmissionStage(row.stage),
            row.counterpart,
            row.programme,
            row.fiscal_year,
            row.region,
            row.to_region,
            row.document,
            GovernmentLevel(row.level),
            FundKind(row.kind),
            row.source_year,
            Money(row.amount_fen),
            row.effective,
            until,
            _pass_on_by(row),
            row.position,
        )


def _pass_on_by(row: TransmissionStep) -> date | None:
    return pass_on_by(row.region, row.effective) if row.stage == TransmissionStage.RECEIVED else None


def _rules(_store: Store, rows: Sequence[TransmissionRule], _: Where) -> Iterator[TransmissionRuleListed]:
    for row in rows:
        levels = tuple(GovernmentLevel(level) for level in row.to_levels.split())
        yield TransmissionRuleListed(row.effective, levels, row.instead, row.document, row.set_on, row.position)


def _inside(prefix: str) -> Condition:
    return Starts("region", (prefix,))


TRANSMISSIONS = Plan(
    kind=TransmissionStep,
    views=("transmissions",),
    key=("position", "seq"),
    births=Among("stage", _BEGUN),
    fold=_transmissions,
    programme=one("programme"),
    region=_inside,
    filters={"year": one("fiscal_year")},
    same=("transmission",),
    stages={stage.value: (stage,) for stage in TransmissionStage},
)
RULES = Plan(kind=TransmissionRule, views=("transmissions",), key=("position",), births=ALWAYS, fold=_rules)
