"""The form of a register, made of its declaration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

from application.registers.columns import Cell as Kind
from application.registers.columns import RegisterColumn
from application.registers.kinds import RegisterKind
from application.registers.known import REGISTERS
from application.registers.register import Register
from application.registers.rows import RegisterRow
from domain import cells as rules
from domain import identity
from infrastructure.identity import plain
from infrastructure.spreadsheet import cells
from infrastructure.spreadsheet.check_form import count
from infrastructure.spreadsheet.form import Column, Form
from infrastructure.spreadsheet.people_form import CERTIFICATE, ID_NUMBER
from infrastructure.spreadsheet.table import Cell

_EXACT = 10**15
"""Whole numbers below this stand in a sheet exactly."""


@cache
def registers_form(kind: RegisterKind) -> Form[RegisterRow]:
    """Return the form of a register."""
    register = REGISTERS[kind]
    return Form(
        name=kind.value,
        title_zh=register.zh,
        title_en=register.en,
        columns=tuple(_column(column, register) for column in register.columns),
        build=lambda values, row: _built(register, values, row),
        same=lambda values: _named(register, values),
        one_of=register.one_of,
    )


def _column(column: RegisterColumn, register: Register) -> Column:
    if column.cell is Kind.ID_NUMBER:
        return replace(ID_NUMBER, required=column.required, blank="")
    if column.cell is Kind.CERTIFICATE:
        return replace(CERTIFICATE, required=column.required)
    return Column(
        name=column.name,
        zh=column.zh,
        en=column.en,
        parse=_parser(column),
        aliases=column.aliases,
        required=column.required,
        identifies=column.name in register.once,
        adds_up=column.adds_up,
        choices=tuple(word.zh for word in column.words),
        example=column.example,
        hint_zh=column.hint_zh,
        hint_en=column.hint_en,
    )


def _parser(column: RegisterColumn) -> Callable[[Cell, str], Any]:
    if column.words:
        return lambda cell, field: _word(column, cell, field)
    parse, read = _PARSERS[column.cell], column.read
    if read is None:
        return parse
    return lambda cell, field: read(parse(cell, field), field)


def _word(column: RegisterColumn, cell: Cell, field: str) -> object:
    said = plain(cell).lower() if isinstance(cell, str) else ""
    for word in column.words:
        if said in (word.zh, word.en.lower(), str(word.value).lower()):
            return word.value
    raise rules.NotAmongWords(field, words="、".join(word.zh for word in column.words))


def _code(cell: Cell, field: str) -> str:
    """Return a number of a paper or a code; what Excel took for a whole number is its digits."""
    return cells.text(_digits(cell) or cell, field)


def _figures(cell: Cell, field: str) -> str:
    """Return a number as it is written: a cell's own shortest decimals, or what was typed as text."""
    if isinstance(cell, float) and not _digits(cell):
        return format(Decimal(repr(cell)), "f")
    return _code(cell, field)


def _digits(cell: Cell) -> str:
    """Return the digits of what Excel took for a whole number; nothing for anything else."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and 0 <= cell < _EXACT and cell == int(cell):
        return str(int(cell))
    return ""


def _built(register: Register, values: Mapping[str, Any], row: int) -> RegisterRow:
    certificate = values.get("certificate")
    number = values.get("id_number") or ""
    if certificate is not None and number and certificate.id_number != number:
        raise identity.CertificateOfSomebodyElse("certificate")
    told = dict(values) | ({"certificate": certificate.number} if certificate is not None else {})
    return RegisterRow(row, told, register.shown(told))


def _named(register: Register, values: Mapping[str, Any]) -> str:
    """Return what names a row; nothing where a column of that is blank or wrong."""
    named = [values.get(name) for name in register.once]
    return "\0".join(map(str, named)) if all(one is not None and one != "" for one in named) else ""


_PARSERS: Mapping[Kind, Callable[[Cell, str], Any]] = {
    Kind.TEXT: cells.text,
    Kind.CODE: _code,
    Kind.FIGURES: _figures,
    Kind.DAY: cells.day,
    Kind.AMOUNT: cells.amount,
    Kind.COUNT: count,
}
