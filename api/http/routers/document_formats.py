"""文号格式 / Document-number formats: whose documents bring money, by the word before the year of their numbers."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from api.http.answering import answers
from api.http.answers import Count, Done, Rehearsed
from api.http.body import Body, Level
from api.http.caller import TheCaller
from api.http.commanding import TheCommand
from api.http.rendering import to_json
from api.http.router import Router
from api.http.values import words
from application.commands import document_formats
from application.commands.document_formats import SetDocumentFormats
from application.document_formats import STREAM, formats_at
from domain.document_formats.decisions import FIRST_YEAR, LAST_YEAR, LONGEST_ISSUER, MOST_FORMATS
from domain.document_formats.events import DocumentFormat, DocumentFormatsListed
from domain.documents import LONGEST_WORD

router = Router(tags=["document formats"])

Strict = Annotated[
    bool, Field(strict=True, description="代字不在名单上的文号是否拒绝 / Whether a word that is not listed is refused")
]


class DocumentFormatBody(Body):
    """The documents of one office, and the years that stand in their numbers; without a last one it still issues."""

    word: Annotated[str, words("发文机关代字，如 财社", "Word before the year, such as 财社", most=LONGEST_WORD)]
    issuer: Annotated[str, words("发文机关", "Issuing office", most=LONGEST_ISSUER)]
    brings: Annotated[
        list[Level],
        Field(min_length=1, max_length=5, description="可下达哪些级次的资金 / Levels whose money it may bring"),
    ]
    first_year: Annotated[
        int, Field(strict=True, ge=FIRST_YEAR, le=LAST_YEAR, examples=[2009], description="启用年份 / First year")
    ]
    last_year: Annotated[
        int | None,
        Field(strict=True, ge=FIRST_YEAR, le=LAST_YEAR, examples=[2018], description="停用年份 / Last year"),
    ] = None


class DocumentFormatsBody(Body):
    """The formats, whole: what an earlier list said counts no more."""

    formats: list[DocumentFormatBody] = Field(min_length=1, max_length=MOST_FORMATS)
    strict: Strict


class DocumentFormatsAnswer(Done):
    """The list is the `version`th and has so many formats."""

    version: Count
    formats: Count
    strict: bool


@router.post("/document-formats", response_model=DocumentFormatsAnswer | Rehearsed)
def set_document_formats(body: DocumentFormatsBody, command: TheCommand) -> Response:
    """登记文号格式 / List the document-number formats that bring money."""
    ask = SetDocumentFormats(
        command_id=command.id,
        formats=tuple(
            DocumentFormat(one.word, one.issuer, tuple(one.brings), one.first_year, one.last_year)
            for one in body.formats
        ),
        strict=body.strict,
    )
    return command.take(document_formats.set_document_formats, ask, thing=STREAM)


@router.get("/document-formats")
@answers(DocumentFormatsListed, many=True)
def list_document_formats(caller: TheCaller) -> Response:
    """文号格式 / The formats as they were listed last; no item where a ledger has no list, and any document will do."""
    caller.may("document_formats")
    listed = formats_at(caller.services.desk).listed
    return Response(to_json({"items": [] if listed is None else [listed]}), media_type="application/json")
