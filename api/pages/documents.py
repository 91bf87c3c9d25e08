"""From what a page shows to a document of paper: texts written out, units in the heads, and the proof attached."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Literal, TypedDict
from urllib.parse import quote

from starlette.responses import Response

from api.http.rendering import to_json
from api.pages import words
from api.pages.page import Page
from api.pages.qr import qr_picture
from api.pages.templating import CHINA
from application.documents import Attachment, Document
from domain.money import Money

Side = Literal["left", "right", "short"]
"""`left` columns share the width there is; `short` ones hold a word that is not to be broken."""

BEFORE_THE_FIRST = datetime(2000, 1, 1, tzinfo=UTC)
"""The date of a document of an empty ledger: any, so long as it is always the same."""


EMPTY = "　"
"""A cell to be filled in by hand."""


class Code(TypedDict):
    """A QR code: its picture, what is found there, and where."""

    picture: str
    title: str
    address: str


class Head(TypedDict):
    """The head of a column and the side its cells stand on."""

    head: str
    side: Side


class Part(TypedDict):
    """A table under its name; `foot` is its last row, or None."""

    name: str
    columns: Sequence[Head]
    rows: Sequence[Sequence[str]]
    foot: Sequence[str] | None


def left(head: str) -> Head:
    """Return the head of a column of words."""
    return {"head": head, "side": "left"}


def short(head: str) -> Head:
    """Return the head of a column of short words."""
    return {"head": head, "side": "short"}


def right(head: str) -> Head:
    """Return the head of a column of numbers."""
    return {"head": head, "side": "right"}


def in_yuan(page: Page, head: str) -> Head:
    """Return the head of a column of amounts, with the unit."""
    return right(f"{head}（元）" if page.language == "zh" else f"{head} (yuan)")


def written(money: Money) -> str:
    """Write an amount with its capital numerals (大写), as payment documents demand."""
    return f"{money.grouped()} 元　{money.in_words()}"


def code_to(page: Page, path: str, title: str) -> Code:
    """Return the code that leads to a page of ours, by the address at which browsers reach it."""
    outside = page.caller.services.public_address or str(page.request.base_url)
    address = outside.rstrip("/") + quote(path)
    return {"picture": qr_picture(address), "title": title, "address": address}


def sheet(
    page: Page,
    name: str,
    title: str,
    *,
    facts: Iterable[tuple[str, str]],
    parts: Sequence[Part],
    remarks: Sequence[str] = (),
    signatures: Sequence[str] = (),
    landscape: bool = False,
    code: Code | None = None,
    data: object = None,
) -> Response:
    """Answer with a sheet as PDF. `name` is the file's; `data`, the figures behind it, is attached as JSON."""
    content: dict[str, Any] = {
        "facts": [list(one) for one in facts],
        "parts": list(parts),
        "remarks": list(remarks),
        "signatures": list(signatures),
        "landscape": landscape,
        "code": code,
    }
    return printed(page, name, title, "sheet", content, data=data)


def printed(
    page: Page,
    name: str,
    title: str,
    form: str,
    content: dict[str, Any],
    *,
    data: object = None,
    also: Sequence[Attachment] = (),
) -> Response:
    """Answer with a document of one form as PDF, which says as of when it is and carries the newest checkpoint.

    `data`, the figures behind it, is attached as JSON; `also` are attached as they are.
    """
    services = page.caller.services
    at = _instant_of(page)
    note = services.seals.note()
    attachments = [Attachment("checkpoint.txt", "text/plain", "signed checkpoint of the log", note)] if note else []
    if data is not None:
        attachments.append(Attachment("figures.json", "application/json", "the figures of this document", _json(data)))
    attachments += also
    common = {
        "ledger": f"{words.said(page.language, 'Subsidy Ledger')} · {services.feed.ledger}",
        "moment": _moment(page, at),
        "proof": _proof(note),
    }
    document = Document(form, title, page.language, at, {**common, **content}, attachments)
    headers = {
        "content-disposition": f"inline; filename*=UTF-8''{quote(name)}.pdf",
        "cache-control": "no-store",
    }
    return Response(services.printer.pdf(document), media_type="application/pdf", headers=headers)


def _moment(page: Page, at: datetime) -> str:
    """Say as of when the figures are, in words."""
    position, effective = page.moment.position, page.moment.effective
    shown = at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")
    if page.language == "zh":
        return f"截至第 {position} 条（{shown} 记录）" + (f"，计至 {effective}" if effective else "")
    return f"as of entry {position}, recorded {shown}" + (f", counted up to {effective}" if effective else "")


def _instant_of(page: Page) -> datetime:
    """Return when the newest entry that the page knows was recorded; the day the count began where there is none."""
    found = page.caller.services.feed.entries(page.moment.position - 1, limit=1) if page.moment.position else ()
    return datetime.fromisoformat(json.loads(found[0].body)["recorded_at"]) if found else BEFORE_THE_FIRST


def _proof(note: str) -> str:
    """Return the newest checkpoint in one line: the log's name, its size, and its root."""
    return " · ".join(note.split("\n")[:3]) if note else ""


def _json(data: object) -> str:
    return json.dumps(json.loads(to_json(data)), ensure_ascii=False, indent=1, sort_keys=True)
