"""The lists of the registers as files, CSV and Parquet, the same bytes whichever views they are read from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from application.exports import Column, ExportFormat, Exports, Listing
from application.lists import LISTS, ListOf
from application.queries import Lists

FOLDER = "lists"
FORMATS = (ExportFormat.CSV, ExportFormat.PARQUET)
EXPORTED: tuple[ListOf[object], ...] = tuple(each for each in LISTS if not each.needs)
"""Every list that needs no filter; what the others show follows from the entries."""


class Laid(Protocol):
    """How rows of one type lie in columns."""

    @property
    def columns(self) -> tuple[Column, ...]: ...
    @property
    def cells(self) -> Callable[[Any], Sequence[object]]: ...


Lay = Callable[[Any], Laid]
"""Gives the columns of a type of rows."""


def path_of(of: ListOf[Any], export: ExportFormat) -> str:
    """Return where a list lies in a bundle."""
    return f"{FOLDER}/{of.name}.{export.value}"


def written(
    of: ListOf[Any], export: ExportFormat, views: Lists, *, ledger: str, position: int, lay: Lay, exports: Exports
) -> Iterator[bytes]:
    """Yield the file of a whole list as of a position; headings are Chinese, whatever the session's language."""
    laid = lay(of.row)
    listing = Listing(of.name, of.name, ledger, position, None, laid.columns)
    rows = (laid.cells(row) for row in views.rows(of, as_of=position))
    return exports.stream(export, listing, rows, language="zh")
