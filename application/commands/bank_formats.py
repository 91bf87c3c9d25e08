"""Declaring what a bank's payment files and results look like."""

from __future__ import annotations

from dataclasses import dataclass

from application import streams
from application.desk import Desk
from application.road import Answer, Officer
from application.work import Work
from domain.bank_formats import decisions
from domain.bank_formats.events import BankFormatDeclared


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareBankFormat:
    """A bank takes payment files, and gives results, in this shape from now on."""

    command_id: str
    declared: BankFormatDeclared


def declare_bank_format(ask: DeclareBankFormat, *, by: Officer, desk: Desk) -> Answer:
    """Declare a format, or declare it anew. Raises what `decisions.declare` does."""

    def decide(work: Work) -> None:
        formats = streams.bank_formats(work)
        work.record(formats, decisions.declare(formats.state, ask.declared))

    return desk.take(ask, decide, by=by)
