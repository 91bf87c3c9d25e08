"""A list as a file: which format was asked for, and the whole list streamed in it as of one moment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from fastapi import Header, Query
from starlette.responses import Response, StreamingResponse

from api.http.columns import laid_out
from api.http.language import language_of
from api.http.querying import Moment, Querying
from application.exports import MEDIA_TYPES, ExportFormat, Listing

Format = Literal["json", "csv", "xlsx", "parquet"]
FormatAsked = Annotated[
    Format | None,
    Query(description="格式，缺省依 Accept / Format; by default what Accept says: json, csv, xlsx or parquet"),
]
AcceptHeader = Annotated[str, Header(include_in_schema=False)]
LanguageHeader = Annotated[str, Header(include_in_schema=False)]

FILE_CONTENT: dict[str, Any] = {
    media.partition(";")[0]: {"schema": {"type": "string", "contentMediaType": media.partition(";")[0]}}
    for media in MEDIA_TYPES.values()
}


def wanted(asked: Format | None, accept: str) -> ExportFormat | None:
    """Return the file format that was asked for, by parameter or else by Accept; None for JSON."""
    if asked is not None:
        return None if asked == "json" else ExportFormat(asked)
    named = {part.partition(";")[0].strip().lower() for part in accept.split(",")}
    if "application/json" in named or "*/*" in named:
        return None
    for export, media in MEDIA_TYPES.items():
        if media.partition(";")[0] in named:
            return export
    return None


def file_answer(
    query: Querying,
    moment: Moment,
    export: ExportFormat,
    *,
    name: str,
    titles: tuple[str, str],
    row_type: type,
    rows: Iterable[Any],
    accept_language: str,
) -> Response:
    """Answer with the whole list as a file, piece by piece."""
    laid, services = laid_out(row_type), query.caller.services
    listing = Listing(*titles, services.feed.ledger, moment.position, moment.effective, laid.columns)
    pieces = services.exports.stream(
        export, listing, (laid.cells(row) for row in rows), language=language_of(accept_language)
    )
    headers = {
        "Content-Disposition": f'attachment; filename="{name}-{moment.position}.{export.value}"',
        "Ledger-Position": str(moment.position),
    }
    return StreamingResponse(pieces, media_type=MEDIA_TYPES[export], headers=headers)
