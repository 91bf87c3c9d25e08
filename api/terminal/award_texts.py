"""What the verbs of awards read: shares of levels, a day of the year, instalments."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import typer

from api.terminal.options import chosen, yuan

if TYPE_CHECKING:
    from domain.awards.events import AwardInstalment
    from domain.programmes.policy import TierShare
    from domain.recoveries.events import Instalment


def tier_share(text: str) -> TierShare:
    """Read county:general_budget:1/2. Raises typer.BadParameter."""
    from domain.levels import FundKind, GovernmentLevel
    from domain.programmes.policy import TierShare

    try:
        level, kind, part = text.split(":")
        return TierShare(chosen(GovernmentLevel, level, "--share"), chosen(FundKind, kind, "--share"), Fraction(part))
    except (ValueError, ZeroDivisionError):
        raise typer.BadParameter("--share county:general_budget:1/2") from None


def month_and_day(text: str) -> tuple[int, int]:
    """Read 03-31. Raises typer.BadParameter."""
    month, _, last = text.partition("-")
    if not (month.isdigit() and last.isdigit()):
        raise typer.BadParameter("--check-due 03-31")
    return int(month), int(last)


def day(text: str) -> date:
    """Read a day. Raises typer.BadParameter."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter("--instalment 2017-09-01:40000.00") from None


def award_instalment(text: str) -> AwardInstalment:
    """Read 2017-09-01:40000.00 as an instalment of an award. Raises typer.BadParameter."""
    from domain.awards.events import AwardInstalment

    from_day, _, amount = text.partition(":")
    return AwardInstalment(day(from_day), yuan(amount, "instalment"))


def instalment(text: str) -> Instalment:
    """Read 2017-09-01:40000.00 as an instalment of a recovery. Raises typer.BadParameter."""
    from domain.recoveries.events import Instalment

    due, _, amount = text.partition(":")
    return Instalment(day(due), yuan(amount, "instalment"))
