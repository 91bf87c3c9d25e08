"""The exports behind `application.exports.Exports`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from application.exports import ExportFormat, Listing
from domain.rejected import Language
from infrastructure.exports.comma_separated import comma_separated
from infrastructure.exports.parquet import parquet
from infrastructure.exports.workbook import workbook


class StreamedExports:
    """Writes lists as files, as they are read."""

    def stream(
        self, export: ExportFormat, listing: Listing, rows: Iterable[Sequence[object]], *, language: Language = "zh"
    ) -> Iterator[bytes]:
        """Yield the file's bytes (see the port)."""
        pieces = _pieces(export, listing, rows, language)
        try:
            yield from (piece for piece in pieces if piece)
        finally:
            for source in (pieces, rows):
                if close := getattr(source, "close", None):
                    close()


def _pieces(
    export: ExportFormat, listing: Listing, rows: Iterable[Sequence[object]], language: Language
) -> Iterator[bytes]:
    match export:
        case ExportFormat.CSV:
            return comma_separated(listing, rows, language=language)
        case ExportFormat.XLSX:
            return workbook(listing, rows, language=language)
        case ExportFormat.PARQUET:
            return parquet(listing, rows)
        case _:
            assert_never(export)
