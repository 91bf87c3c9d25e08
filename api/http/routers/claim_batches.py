"""应付款项组批：支付给机构的款项，同样经四步审批 / Batches of claims: what institutions are owed, approved like any."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from api.http.answers import ClaimBatchSubmitted, Rehearsed
from api.http.body import Body
from api.http.commanding import TheCommand
from api.http.router import Router
from api.http.values import Day, PeriodText, ProgrammeId, Reference, RegionText
from application.commands.claim_batches import SubmitClaimBatch, submit_claim_batch

router = Router(tags=["batches"])

ClaimName = Annotated[
    str,
    Field(
        pattern=r"^[a-z]+(\.[a-z0-9_-]{1,60}){3}$",
        max_length=200,
        description="应付款项 / Claim",
        examples=["matching.stations-2017.station-01.municipal"],
    ),
]


class ClaimBatchBody(Body):
    """Claims of one programme, region and period, each once."""

    programme: ProgrammeId
    region: RegionText
    period: PeriodText
    number: Reference
    claims: list[ClaimName] = Field(min_length=1, max_length=500)
    on: Day


@router.post("/claim-batches", response_model=ClaimBatchSubmitted | Rehearsed)
def submit(body: ClaimBatchBody, command: TheCommand) -> Response:
    """以应付款项组批报审 / Build a batch of claims and submit it for approval."""
    ask = SubmitClaimBatch(
        command_id=command.id,
        programme=body.programme,
        region=body.region,
        period=body.period,
        number=body.number,
        claims=tuple(body.claims),
        on=body.on,
    )
    return command.take(submit_claim_batch, ask)
