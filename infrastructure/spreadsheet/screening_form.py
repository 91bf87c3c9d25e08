"""The lists of a screening: who was screened, what a stage came to, who was followed up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from application.imports import ScreeningList, ScreeningRow
from domain import identity as rules
from domain.masking import masked_text
from domain.rejected import Rejected
from infrastructure.identity import plain
from infrastructure.spreadsheet import cells
from infrastructure.spreadsheet.form import Column, Form
from infrastructure.spreadsheet.people_form import CERTIFICATE, ID_NUMBER
from infrastructure.spreadsheet.table import Cell

_GOOD = frozenset({"通过", "确诊", "符合", "已手术", "完成", "已完成", "已随访", "是", "passed", "done", "yes"})
_NOT = frozenset(
    {"未通过", "未确诊", "不符合", "未手术", "退出", "未完成", "未随访", "否", "dropped out", "missed", "no"}
)
_DAY = re.compile(r"(?:第)?\s*([0-9]{1,4})\s*(?:天|日)?", re.ASCII)


class NotAScreeningResult(Rejected):
    """The result must say 通过 or 未通过 (passed or dropped out)."""

    code = "not_a_screening_result"
    zh = "结果应为“通过”或“未通过”（随访为“完成”或“未完成”）。"


class NotAFollowUpDay(Rejected):
    """This must be the day of the follow-up, such as 7."""

    code = "not_a_follow_up_day"
    zh = "应为随访日，如 7（天）。"


def _result(cell: Cell, field: str) -> bool:
    word = plain(cell).lower() if isinstance(cell, str) else ""
    if word in _GOOD or word in _NOT:
        return word in _GOOD
    raise NotAScreeningResult(field)


def _day(cell: Cell, field: str) -> int:
    if isinstance(cell, int | float) and not isinstance(cell, bool) and cell == int(cell):
        cell = str(int(cell))
    found = _DAY.fullmatch(plain(cell)) if isinstance(cell, str) else None
    if found is None:
        raise NotAFollowUpDay(field)
    return int(found[1])


def _not_looked_at(cell: Cell, field: str) -> None:
    del cell, field


_NAME = Column(
    name="name",
    zh="姓名",
    en="Name",
    parse=_not_looked_at,
    required=False,
    mask=masked_text,
    hint_zh="供核对用，不导入；以证件号为准。",
    hint_en="For whoever reads the list; the number counts.",
)
_NUMBERS = (replace(ID_NUMBER, required=False, blank=""), replace(CERTIFICATE, required=False))
_ON = Column(
    name="on",
    zh="日期",
    en="Date",
    parse=cells.day,
    aliases=("检查日期", "复查日期", "手术日期", "随访日期", "服务日期", "date"),
    example="2017-05-08",
)
_RESULT = Column(
    name="good",
    zh="结果",
    en="Result",
    parse=_result,
    aliases=("复查结果", "是否手术", "是否通过", "随访结果", "是否完成", "result"),
    example="通过",
)
_REASON = Column(
    name="reason",
    zh="原因",
    en="Reason",
    parse=cells.text,
    aliases=("退出原因", "未手术原因", "未随访原因", "reason"),
    required=False,
    blank="",
    hint_zh="未通过的必填，用筛查方案中的原因（名称或代码）。",
    hint_en="For whoever did not pass: a reason of the plan, by its words or its code.",
)
_INSTITUTION = Column(
    name="institution",
    zh="机构信用代码",
    en="Institution",
    parse=cells.text,
    aliases=("统一社会信用代码", "医院信用代码", "定点机构代码", "institution"),
    required=False,
    blank="",
)
_FOLLOW_UP_DAY = Column(
    name="day",
    zh="随访日",
    en="Follow-up day",
    parse=_day,
    aliases=("随访天数", "第几天", "day"),
    identifies=True,
    example="7",
)
_COLUMNS: Mapping[ScreeningList, tuple[Column, ...]] = {
    ScreeningList.CANDIDATES: (_NAME, ID_NUMBER, _NUMBERS[1]),
    ScreeningList.RESULTS: (_NAME, *_NUMBERS, _ON, _RESULT, _REASON, _INSTITUTION),
    ScreeningList.FOLLOW_UPS: (_NAME, *_NUMBERS, _FOLLOW_UP_DAY, _ON, _RESULT, _REASON),
}
_TITLES: Mapping[ScreeningList, tuple[str, str]] = {
    ScreeningList.CANDIDATES: ("筛查对象名单", "People screened"),
    ScreeningList.RESULTS: ("筛查环节结果", "Results of a stage"),
    ScreeningList.FOLLOW_UPS: ("随访登记表", "Follow-ups"),
}


def screening_form(what: ScreeningList) -> Form[ScreeningRow]:
    """Return the form. Either number will do; nobody stands twice in it, but once for each day of following up."""
    title_zh, title_en = _TITLES[what]
    return Form(
        name=f"screening_{what.value}",
        title_zh=title_zh,
        title_en=title_en,
        columns=_COLUMNS[what],
        build=_build,
        same=_same,
        one_of=(("id_number", "certificate"),),
    )


def _build(values: Mapping[str, Any], row: int) -> ScreeningRow:
    number, certificate = values["id_number"], values["certificate"]
    if number and certificate is not None and certificate.id_number != number:
        raise rules.CertificateOfSomebodyElse("certificate")
    return ScreeningRow(
        row=row,
        id_number=number,
        certificate="" if certificate is None else certificate.number,
        on=values.get("on"),
        good=values.get("good"),
        reason=values.get("reason") or "",
        institution=values.get("institution") or "",
        day=values.get("day"),
    )


def _same(values: Mapping[str, Any]) -> str:
    certificate = values["certificate"]
    number: str = values["id_number"] or ("" if certificate is None else certificate.id_number)
    day = values.get("day")
    return f"{number}/{day}" if number and day is not None else number
