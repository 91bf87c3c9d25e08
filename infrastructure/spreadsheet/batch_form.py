"""The batch list: whom to pay how much. Who that is, and whether it is owed, is decided elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from application.imports import BatchRow
from domain import identity as rules
from infrastructure.spreadsheet import cells
from infrastructure.spreadsheet.form import Column, Form
from infrastructure.spreadsheet.people_form import CERTIFICATE, ID_NUMBER

_COLUMNS = (
    replace(ID_NUMBER, required=False, blank=""),
    replace(CERTIFICATE, required=False),
    Column(
        name="amount",
        zh="金额",
        en="Amount",
        parse=cells.amount,
        aliases=("补贴金额", "发放金额", "金额元", "应发金额", "补助金额", "实发金额", "amount yuan"),
        adds_up=True,
        example="1000.00",
        hint_zh="单位：元，最多两位小数，大于零。",
        hint_en="In yuan, at most two decimals, more than zero.",
    ),
    Column(
        name="note",
        zh="备注",
        en="Note",
        parse=cells.text,
        aliases=("说明", "remark", "remarks"),
        required=False,
        blank="",
    ),
)


def batch_form() -> Form[BatchRow]:
    """Return the form. Either number will do; where both stand in a row they must be one person's."""
    return Form(
        name="batch",
        title_zh="发放名单导入表",
        title_en="Amounts to pay",
        columns=_COLUMNS,
        build=_build,
        same=_person,
        one_of=(("id_number", "certificate"),),
    )


def _build(values: Mapping[str, Any], row: int) -> BatchRow:
    number, certificate = values["id_number"], values["certificate"]
    if number and certificate is not None and certificate.id_number != number:
        raise rules.CertificateOfSomebodyElse("certificate")
    return BatchRow(
        row=row,
        id_number=number,
        certificate="" if certificate is None else certificate.number,
        amount=values["amount"],
        note=values["note"],
    )


def _person(values: Mapping[str, Any]) -> str:
    """Return the ID number, from the certificate if need be: one person may be named once by each."""
    certificate = values["certificate"]
    number: str = values["id_number"] or ("" if certificate is None else certificate.id_number)
    return number
