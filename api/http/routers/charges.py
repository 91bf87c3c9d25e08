"""收费：收费目录、收费登记 / Fees: the list of charges, and what is collected by it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from api.http.answers import Rehearsed
from api.http.body import Body
from api.http.commanding import TheCommand
from api.http.levy_answers import ChargeNamed, FeeTaken
from api.http.router import Router
from api.http.values import Day, Document, Reference, Yuan, path_id, slashed, words
from application.commands import charges
from application.commands.charges import CollectFee, SetCharge
from domain.charges.decisions import LONGEST_NAME, LONGEST_UNIT, MOST_UNITS

router = Router(tags=["charges"])

ChargeId = Annotated[str, path_id("收费项目编号", "Charge id", "rehab-training")]


class ChargeBody(Body):
    """A charge, or a later price of it, which ends the one before."""

    charge: Annotated[
        str,
        Field(
            pattern=r"^[a-z0-9][a-z0-9-]{0,29}$", description="收费项目编号 / Charge id", examples=["rehab-training"]
        ),
    ]
    name: Annotated[str, words("收费项目名称", "What it is called", most=LONGEST_NAME)]
    unit: Annotated[str, words("计费单位", "Unit it is charged by", most=LONGEST_UNIT)]
    price: Yuan
    document: Document
    valid_from: Day
    valid_to: Day | None = None
    on: Day


class FeeBody(Body):
    """What somebody paid: the amount must be units × price."""

    units: Annotated[int, Field(strict=True, ge=1, le=MOST_UNITS, description="数量 / Units")]
    amount: Yuan
    voucher: Reference
    on: Day


@router.post("/charges", response_model=ChargeNamed | Rehearsed)
def set_charge(body: ChargeBody, command: TheCommand) -> Response:
    """设定收费项目与价格 / Put a charge on the list, or a later price of it."""
    ask = SetCharge(command_id=command.id, **dict(body))
    return command.take(charges.set_charge, ask)


@router.post("/charges/{charge}/fees", response_model=FeeTaken | Rehearsed)
def collect_fee(charge: ChargeId, body: FeeBody, command: TheCommand) -> Response:
    """按目录收费，同时记入当年收入 / Collect a fee by the list, which is revenue of the year."""
    ask = CollectFee(command_id=command.id, charge=slashed(charge), **dict(body))
    return command.take(charges.collect_fee, ask, thing=f"charge/{ask.charge}")
