"""年终：结转、结余上缴、结账 / The year's end: carry over, surrender, shut."""

from __future__ import annotations

from starlette.responses import Response

from api.http.answers import Rehearsed, TrialBalanceRecorded, YearShut
from api.http.body import Body
from api.http.commanding import TheCommand
from api.http.router import Router
from api.http.values import Day, PeriodText, ProgrammeId, RegionText, Year
from application.commands import trial_balances, year_end
from application.commands.trial_balances import StrikeTrialBalance
from application.commands.year_end import CloseYear

router = Router(tags=["funds"])


class YearEndBody(Body):
    """The fund whose year is closed: one programme, one year, one region."""

    programme: ProgrammeId
    fiscal_year: Year
    region: RegionText
    on: Day


class TrialBalanceBody(Body):
    """The period whose trial balance is struck."""

    period: PeriodText
    on: Day


@router.post("/trial-balances", response_model=TrialBalanceRecorded | Rehearsed)
def strike_trial_balance(body: TrialBalanceBody, command: TheCommand) -> Response:
    """编制期末试算平衡表 / Strike a period's trial balance; it goes, signed, into the log."""
    ask = StrikeTrialBalance(command_id=command.id, period=str(body.period), on=body.on)
    return command.take(trial_balances.strike_trial_balance, ask)


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
