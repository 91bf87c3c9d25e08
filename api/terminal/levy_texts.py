"""What the verbs of the levy read: groups of disabled staff, steps of a reduction, an employer's figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import typer

from api.terminal.options import yuan

if TYPE_CHECKING:
    from domain.levies.events import EmployerFigures
    from domain.levies.terms import LevyExemption, LevyReduction, LevyWeight


def fraction(text: str, option: str) -> Fraction:
    """Read 3/200 or 0.015. Raises typer.BadParameter."""
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise typer.BadParameter(f"{option} 3/200") from None


def day(text: str, option: str) -> date:
    """Read a day. Raises typer.BadParameter."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{option} 2027-12-31") from None


def weight(text: str) -> LevyWeight:
    """Read severe:一至二级:2. Raises typer.BadParameter."""
    from domain.levies.terms import LevyWeight

    group, _, rest = text.partition(":")
    name, _, counts_as = rest.rpartition(":")
    if not (counts_as.isascii() and counts_as.isdigit()):
        raise typer.BadParameter("--weight severe:一至二级:2")
    return LevyWeight(group, name, int(counts_as))


def reduction(stairs: Sequence[str], document: str, until: str) -> LevyReduction | None:
    """Read steps such as 0:9/10 with their document and its last day; without steps there is no reduction."""
    from domain.levies.terms import LevyReduction, LevyStair

    if not stairs:
        return None
    parts = [text.partition(":") for text in stairs]
    read = tuple(LevyStair(fraction(low, "--stair"), fraction(pays, "--stair")) for low, _, pays in parts)
    return LevyReduction(read, document, day(until, "--reduction-until"))


def exemption(most: int, document: str, until: str) -> LevyExemption | None:
    """Return the exemption of who has at most so many staff; of 0 there is none."""
    from domain.levies.terms import LevyExemption

    return LevyExemption(most, document, day(until, "--exemption-until")) if most else None


def figures(headcount: str, arranged: Sequence[str], wage: str) -> EmployerFigures:
    """Read an employer's figures; `arranged` are texts such as severe:1.5. Raises NotAHeadcount, NotAnAmount."""
    from domain.levies.events import ArrangedPeople, EmployerFigures
    from domain.levies.numbers import number_of_people

    parts = [text.partition(":") for text in arranged]
    people = tuple(ArrangedPeople(group, number_of_people(said, field="arranged")) for group, _, said in parts)
    return EmployerFigures(number_of_people(headcount), people, yuan(wage, "average_wage"))
