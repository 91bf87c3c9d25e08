"""Listing the document-number formats that a ledger expects on what brings it money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from application import document_formats
from application.brought_reading import Looked, looked_at
from application.commands.brought_lists import BadRow
from application.desk import Desk
from application.imports import Reading
from application.own_list_rows import DocumentFormatRow
from application.road import Answer, Officer
from application.work import Work
from domain.document_formats import decisions
from domain.document_formats.events import DocumentFormat
from domain.rejected import Rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDocumentFormats:
    """These formats, and with `strict` no others, from now on."""

    command_id: str
    formats: tuple[DocumentFormat, ...]
    strict: bool


def set_document_formats(ask: SetDocumentFormats, *, by: Officer, desk: Desk) -> Answer:
    """List the formats, or list them anew. Raises what `decisions.list_formats` does."""

    def decide(work: Work) -> dict[str, object]:
        held = document_formats.load(work)
        decided = decisions.list_formats(held.state, rows=ask.formats, strict=ask.strict)
        work.record(held, decided)
        return {"version": decided.version, "formats": len(decided.formats), "strict": decided.strict}

    return desk.take(ask, decide, by=by)


def formats_in(rows: Sequence[DocumentFormatRow]) -> tuple[DocumentFormat, ...]:
    """Return what the rows of a list say."""
    return tuple(DocumentFormat(row.word, row.issuer, row.brings, row.first_year, row.last_year) for row in rows)


def check_rows(rows: Sequence[DocumentFormatRow]) -> tuple[BadRow, ...]:
    """Return every row of a list that `set_document_formats` would refuse, in the order of the file."""
    bad: list[BadRow] = []
    right: list[DocumentFormat] = []
    for row, one in zip(rows, formats_in(rows), strict=True):
        try:
            checked = decisions.check_format(one, field="row")
            decisions.check_beside(checked, right, field="row")
        except Rejected as refusal:
            refusal.field = refusal.field.rpartition(".")[2]
            bad.append(BadRow(row.row, "", refusal))
        else:
            right.append(checked)
    return tuple(bad)


def look_at_list(reading: Reading[DocumentFormatRow]) -> Looked[DocumentFormatRow]:
    """Return what is wrong with a list of formats, cell by cell and row by row."""
    return looked_at(reading, check_rows, _shown)


def _shown(row: DocumentFormatRow, column: str) -> str:
    if column == "brings":
        return "、".join(level.zh for level in row.brings)
    return str(getattr(row, column))
