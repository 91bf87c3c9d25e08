"""People who are typed in one by one: what is said of them is held to the same rules as a row of the people list."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from application.imports import PersonRow
from application.people import PersonalRecord
from domain import identity as rules
from domain.beneficiaries.decisions import RECORD_FIELDS
from domain.identity import birth_date
from infrastructure.spreadsheet.form import Column
from infrastructure.spreadsheet.people_form import people_form
from infrastructure.spreadsheet.table import is_blank

NEVER_EMPTY = frozenset({"name", "id_number"})


def typed_person(said: Mapping[str, Any], *, row: int, today: date, accepting: Collection[str] = ()) -> PersonRow:
    """Return one person; what is not said is blank. `accepting` are the codes of doubts that are accepted.

    Raises the first rule of a cell that is broken, with the column's name as its field, and what the form's `build`
    raises. Nothing that was typed is repeated.
    """
    form = people_form(today=today)
    values = {column.name: _value(column, said.get(column.name), accepting) for column in form.columns}
    return form.build(values, row)


def corrected_record(
    record: PersonalRecord, said: Mapping[str, str], *, today: date, accepting: Collection[str] = ()
) -> PersonalRecord:
    """Return the record with some fields said anew; an empty text empties a field, but for name and ID number.

    Raises as `typed_person`, and CertificateOfSomebodyElse when certificate and ID number end up apart.
    """
    form = people_form(today=today)
    changed: dict[str, str] = {}
    for name in (name for name in RECORD_FIELDS if name in said):
        if is_blank(said[name]) and name not in NEVER_EMPTY:
            changed[name] = ""
        else:
            read = _value(form.column(name), said[name], accepting)
            changed[name] = read.number if name == "certificate" else read
    corrected = replace(record, **changed)
    if "id_number" in changed and birth_date(corrected.id_number) > today:
        raise rules.BornInTheFuture("id_number")
    if corrected.certificate and not corrected.certificate.startswith(corrected.id_number):
        raise rules.CertificateOfSomebodyElse("certificate")
    return corrected


def _value(column: Column, cell: Any, accepting: Collection[str]) -> Any:
    value = column.value_of(cell)
    if column.doubt is not None and not is_blank(cell):
        doubt = column.doubt(value)
        if doubt is not None and doubt.code not in accepting:
            doubt.field = column.name
            raise doubt
    return value
