"""The form of a bank's format: its columns as rows that are added, moved and taken out, and a file tried on them."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from io import StringIO

from api.http.routers.bank_formats import BankFormatBody
from api.pages.forms import Form
from application.bank_formats import EXAMPLE_PAYMENTS
from application.bank_lists import BankLists, PaymentFile
from domain.bank_formats import decisions
from domain.bank_formats.events import BankFormatDeclared, FileKind
from domain.bank_formats.state import BankFormats

DELIMITERS: Mapping[str, str] = {"comma": ",", "semicolon": ";", "bar": "|", "tab": "\t"}
"""What a form calls them: a tab cannot be chosen by itself. Columns of fixed width have none."""

_COLUMN = re.compile(r"columns\.([0-9]{1,3})\.(field|heading|constant|width)")
_BETWEEN_WORDS = re.compile(r"[、,，;；\s]+")
_EXAMPLE_BATCH = "example/2026/1"

Column = dict[str, str]


@dataclass(frozen=True, slots=True)
class Preview:
    """A file with invented payments: its lines as text, or its cells where it is no text."""

    text: str = ""
    rows: Sequence[Sequence[str]] = ()


def columns_of(values: Mapping[str, str]) -> list[Column]:
    """Return the columns as they were typed, in their order; a row of which nothing was filled in is none."""
    found: dict[int, Column] = {}
    for name, said in values.items():
        if match := _COLUMN.fullmatch(name):
            found.setdefault(int(match[1]), {})[match[2]] = said
    return [found[place] for place in sorted(found) if any(said.strip() for said in found[place].values())]


def with_columns(form: Form, columns: Sequence[Column]) -> Form:
    """Return the form with these columns and no others, numbered from 0."""
    values = {name: said for name, said in form.values.items() if not name.startswith("columns.")}
    for place, column in enumerate(columns):
        values |= {f"columns.{place}.{name}": said for name, said in column.items()}
    return Form(form.page, values, form.files)


def rearranged(columns: Sequence[Column], deed: str) -> list[Column]:
    """Return the columns after `add`, or `remove`, `up` or `down` with a column's place behind a dot."""
    found = list(columns)
    what, _, where = deed.partition(".")
    place = int(where) if where.isascii() and where.isdigit() else -1
    if what == "add":
        found.append({"field": ""})
    elif 0 <= place < len(found):
        column = found.pop(place)
        if what != "remove":
            found.insert(max(0, place - 1) if what == "up" else place + 1, column)
    return found


def body_of(form: Form) -> BankFormatBody:
    """Return the format that was filled in. Raises pydantic's ValidationError."""
    said: dict[str, object] = {"delimiter": DELIMITERS.get(form.values.get("delimiter", ""), "")}
    result: dict[str, object] = {name: text for name, text in form.part("result").items() if text}
    for name in ("paid", "sent_back"):
        if words := str(result.pop(name, "")):
            result[name] = [word for word in _BETWEEN_WORDS.split(words) if word]
    if result:
        said["result"] = result
    rest = {name: text for name, text in form.without("result").values.items() if name not in ("delimiter", "deed")}
    return Form(form.page, rest, form.files).body(BankFormatBody, **said)


def filled_with(format_: BankFormatDeclared) -> dict[str, str]:
    """Return a format as the form's fields have it."""
    names = {sign: name for name, sign in DELIMITERS.items()}
    values = {
        "format": format_.format,
        "title": format_.title,
        "kind": format_.kind.value,
        "encoding": format_.encoding.value,
        "delimiter": names.get(format_.delimiter, ""),
        "has_headings": "true" if format_.has_headings else "",
    }
    for place, column in enumerate(format_.columns):
        about = {"field": column.field.value, "heading": column.heading, "constant": column.constant}
        about["width"] = str(column.width or "")
        values |= {f"columns.{place}.{name}": said for name, said in about.items()}
    if payer := format_.payer:
        about = {"name": payer.name, "account": payer.account, "bank": payer.bank, "cnaps": payer.cnaps}
        values |= {f"payer.{name}": said for name, said in about.items()}
    if result := format_.result:
        about = {name: getattr(result, name) for name in ("reference", "amount", "result", "reason")}
        about |= {"paid": "、".join(result.paid), "sent_back": "、".join(result.sent_back)}
        values |= {f"result.{name}": said for name, said in about.items()}
    return values


def example_file(body: BankFormatBody, bank_lists: BankLists) -> PaymentFile:
    """Return a file in a format that is only tried, with invented payments. Raises what declaring and writing do."""
    tried = decisions.declare(BankFormats({}), body.declared())
    return bank_lists.write_in_format(EXAMPLE_PAYMENTS, tried, batch_id=_EXAMPLE_BATCH)


def preview(body: BankFormatBody, bank_lists: BankLists) -> Preview:
    """Return what the file looks like: a text's lines, a workbook's cells. Raises as `example_file`."""
    if body.kind is not FileKind.XLSX:
        encoding = "utf-8" if body.kind is FileKind.PAIN_001 else body.encoding.value
        return Preview(text=example_file(body, bank_lists).content.decode(encoding).removeprefix("\ufeff"))
    tried = decisions.declare(BankFormats({}), body.declared())
    as_text = replace(tried, kind=FileKind.CSV, delimiter=",")
    content = bank_lists.write_in_format(EXAMPLE_PAYMENTS, as_text, batch_id=_EXAMPLE_BATCH).content
    lines = StringIO(content.decode(tried.encoding.value).removeprefix("\ufeff"))
    return Preview(rows=list(csv.reader(lines)))
