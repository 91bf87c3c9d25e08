"""A list of a month's service records: whom each row means, and every row that is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from application import streams
from application.commands.brought_lists import BadRow, whom_they_mean
from application.commands.service_records import looked_through
from application.desk import Desk
from application.imports import ServiceRow
from application.jobs import ServiceImport
from application.work import Work
from domain.attendance.decisions import ServiceLine
from domain.rejected import Rejected


@dataclass(frozen=True, slots=True)
class Served:
    """The lines of a list, in the order of the file, and every bad row; with bad rows there are no lines to accept."""

    lines: tuple[ServiceLine, ...]
    bad: tuple[BadRow, ...]


def served_by(rows: Sequence[ServiceRow], ask: ServiceImport, *, desk: Desk, look: bool) -> Served:
    """Find whom a list means and, with `look`, hold every line against the rules of service records.

    Raises NoSuchAgreement, NotAContract.
    """
    found, unknown = whom_they_mean(rows, desk)
    lines = tuple(ServiceLine(person, row.day, row.start, row.end, row.count, row.signed_on) for row, person in found)
    if not look or not lines:
        return Served(lines, tuple(unknown))
    work = Work(desk.log, attempt=0)
    agreement = streams.agreement(work, ask.agreement_id).state
    looked = looked_through(lines, agreement=agreement, month=ask.month, on=ask.on, work=work)
    bad = [*unknown, *(_bad_row(refusal, [row for row, _ in found]) for refusal in looked.refusals)]
    return Served(lines, tuple(sorted(bad, key=lambda one: one.row)))


def _bad_row(refusal: Rejected, rows: Sequence[ServiceRow]) -> BadRow:
    """Return the row that a refusal of a line names (`lines[3].start`)."""
    place, _, column = refusal.field.partition("].")
    refusal.field = column
    return BadRow(rows[int(place.removeprefix("lines["))].row, refusal.facts.get("beneficiary", ""), refusal)
