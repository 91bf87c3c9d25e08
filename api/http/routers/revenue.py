"""收入：收缴、上缴国库，没有第三种（收支两条线） / Revenue: collected and remitted; there is no third."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from api.http.answers import Done, Rehearsed
from api.http.body import Body
from api.http.commanding import TheCommand
from api.http.router import Router
from api.http.values import Day, Reference, Year, Yuan, choices
from application.commands import revenue
from application.commands.revenue import CollectRevenue, RemitRevenue
from domain.revenue.events import RevenueKind

router = Router(tags=["revenue"])


class RevenueBody(Body):
    """Money that belongs to the treasury, with its voucher."""

    fiscal_year: Year
    kind: Annotated[RevenueKind, Field(description=choices(RevenueKind))]
    amount: Yuan
    voucher: Reference
    on: Day


@router.post("/revenue/collections", response_model=Done | Rehearsed)
def collect_revenue(body: RevenueBody, command: TheCommand) -> Response:
    """登记收缴 / Record what came in."""
    ask = CollectRevenue(
        command_id=command.id,
        fiscal_year=body.fiscal_year,
        kind=body.kind,
        amount=body.amount,
        voucher=body.voucher,
        on=body.on,
    )
    return command.take(revenue.collect_revenue, ask)


@router.post("/revenue/remittances", response_model=Done | Rehearsed)
def remit_revenue(body: RevenueBody, command: TheCommand) -> Response:
    """登记上缴国库 / Record what went to the treasury."""
    ask = RemitRevenue(
        command_id=command.id,
        fiscal_year=body.fiscal_year,
        kind=body.kind,
        amount=body.amount,
        voucher=body.voucher,
        on=body.on,
    )
    return command.take(revenue.remit_revenue, ask)
