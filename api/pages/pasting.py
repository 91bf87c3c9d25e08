"""Tables pasted into a form: headings as the field's hint, rows as the API's bodies, and what is wrong by row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from api.pages.asking import Asking
from api.pages.forms import Filled, Form
from api.pasted import PastedColumn, table_in
from domain.rejected import Language

_WHOLE = frozenset({"source_year", "of", "judged"})


def hinted(asking: Asking, name: str, columns: Sequence[PastedColumn]) -> Asking:
    """Return the form whose field tells the headings its table may have; those that must be there are first said."""
    told = " ".join(f"{column.zh}*" if column.needed else column.zh for column in columns)
    return replace(asking, fields=tuple(replace(one, hint=told) if one.name == name else one for one in asking.fields))


def rows_of(form: Form, name: str, columns: Sequence[PastedColumn], *, year: int = 0) -> list[dict[str, Any]]:
    """Return a pasted table as bodies. Money of which no year is said is of `year`. Raises what `table_in` raises."""
    rows = table_in(form.values.get(name, ""), columns, field=name)
    dated = any(column.name == "source_year" for column in columns)
    return [{**({"source_year": year} if dated else {}), **_typed(row)} for row in rows]


def beside(filled: Filled, name: str, language: Language) -> Filled:
    """Return the form with what is wrong in a table's rows told beside the table, with the row's number."""
    errors: dict[str, str] = {}
    told: list[str] = []
    for place, sentence in filled.errors.items():
        if row := re.match(rf"{name}\.(\d+)\b", place):
            number = int(row[1]) + 2
            told.append(f"第 {number} 行：{sentence}" if language == "zh" else f"Row {number}: {sentence}")
        else:
            errors[place] = sentence
    if told:
        errors[name] = " ".join([*([errors[name]] if name in errors else []), *told[:5]])
    return replace(filled, errors=errors)


def _typed(row: Mapping[str, str]) -> dict[str, Any]:
    return {
        name: int(said) if name in _WHOLE and said.isascii() and said.isdigit() and len(said) < 10 else said
        for name, said in row.items()
    }
