"""The list of signals: whom the police, the courts, the treasury or the certificate register report, and since when."""

from __future__ import annotations

from dataclasses import replace

from application.imports import SignalRow
from domain.eligibility.signals import SignalKind
from domain.rejected import Rejected
from infrastructure.identity import plain
from infrastructure.spreadsheet import cells
from infrastructure.spreadsheet.form import Column, Form
from infrastructure.spreadsheet.people_form import ID_NUMBER
from infrastructure.spreadsheet.table import Cell

_OTHERS = {
    "去世": SignalKind.DIED,
    "户籍注销": SignalKind.DIED,
    "火化": SignalKind.DIED,
    "迁移": SignalKind.MOVED_AWAY,
    "服刑人员": SignalKind.SERVING_SENTENCE,
    "财政供养人员": SignalKind.PUBLIC_PAYROLL,
    "残疾证注销": SignalKind.CERTIFICATE_LOST,
}
_KINDS = {kind.zh: kind for kind in SignalKind} | {kind.value: kind for kind in SignalKind} | _OTHERS


class NotASignal(Rejected):
    """The circumstance must be 死亡, 迁出, 服刑, 财政供养 or 残疾人证注销."""

    code = "not_a_signal"
    zh = "情形应为死亡、迁出、服刑、财政供养或残疾人证注销。"


def _kind(cell: Cell, field: str) -> SignalKind:
    word = plain(cell).lower() if isinstance(cell, str) else ""
    if word not in _KINDS:
        raise NotASignal(field)
    return _KINDS[word]


_COLUMNS = (
    replace(ID_NUMBER, doubt=None),
    Column(
        name="kind",
        zh="情形",
        en="Circumstance",
        parse=_kind,
        aliases=("原因", "类别", "变动情形", "circumstance"),
        choices=tuple(kind.zh for kind in SignalKind),
        example="死亡",
    ),
    Column(
        name="day",
        zh="发生日期",
        en="Since",
        parse=cells.day,
        aliases=("日期", "死亡日期", "起始日期", "生效日期", "since"),
        example="2017-02-14",
        hint_zh="死亡、迁出、判决生效、开始领取工资或注销的日期。",
        hint_en="The day of the death, the move, the sentence, the first salary or the loss.",
    ),
    Column(
        name="source",
        zh="数据来源",
        en="Register",
        parse=cells.text,
        aliases=("来源", "来源部门", "register", "source"),
        example="公安户籍注销",
        hint_zh="政策写明以哪个登记系统为准的，按政策中的名称填写。",
        hint_en="Where a policy names the register for this, by that name.",
    ),
    Column(
        name="to_region",
        zh="迁往区划",
        en="Moved to",
        parse=cells.region,
        aliases=("迁往地", "迁往区划代码", "moved to"),
        required=False,
        blank="",
        hint_zh="仅迁出填写，区划代码 6 位或 12 位。",
        hint_en="For a move only: region code, 6 or 12 digits.",
    ),
)


def signals_form() -> Form[SignalRow]:
    """Return the form. Nobody stands twice in it."""
    return Form(
        name="signals",
        title_zh="停发情形比对名单",
        title_en="Signals that stop payments",
        columns=_COLUMNS,
        build=lambda values, row: SignalRow(row=row, **values),
        same=lambda values: values["id_number"] or "",
    )
