"""Money arriving in the demonstration's funds."""

from __future__ import annotations

from datetime import date

import application.commands.funds as funds
from api.demo.scene import AREA, BUILDER, Scene
from domain.funds.events import LevelShare
from domain.funds.parts import fund_id
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money


def allocate(
    scene: Scene,
    programme: str,
    document: str,
    level: GovernmentLevel,
    amount: Money,
    on: date,
    *,
    kind: FundKind = FundKind.GENERAL_BUDGET,
) -> str:
    """Record one document's money for 2017 and return its line."""
    funds.allocate_funds(
        funds.AllocateFunds(
            command_id=scene.id(f"{programme}-allocate-{level.value}"),
            programme=programme,
            fiscal_year=2017,
            region=AREA,
            document=document,
            shares=(LevelShare(level, kind, amount),),
            on=on,
        ),
        by=BUILDER,
        desk=scene.desk,
    )
    return f"{fund_id(2017, programme, AREA)}/{level.value}/{kind.value}/{document}"
