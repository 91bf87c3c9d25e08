"""年终：结转、结余上缴、结账 / The year's end: carry over, surrender, shut."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from api.http.answers import Rehearsed, YearShut
from api.http.body import Body
from api.http.commanding import TheCommand
from api.http.values import Day, ProgrammeId, RegionText, Year
from application.commands import year_end
from application.commands.year_end import CloseYear

router = APIRouter(tags=["funds"])


class YearEndBody(Body):
    """The fund whose year is closed: one programme, one year, one region."""

    programme: ProgrammeId
    fiscal_year: Year
    region: RegionText
    on: Day


@router.post("/year-ends", response_model=YearShut | Rehearsed)
def close_year(body: YearEndBody, command: TheCommand) -> Response:
    """年终结账 / Close a fund's year."""
    ask = CloseYear(
        command_id=command.id,
        programme=body.programme,
        fiscal_year=body.fiscal_year,
        region=body.region,
        on=body.on,
    )
    return command.take(year_end.close_year, ask)
