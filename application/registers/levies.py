"""The register of the levy: what employers declare of the year before, by which each is assessed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from application import streams
from application.commands.levies import AssessLevy, take_assessment
from application.registers.columns import Cell, RegisterColumn, day_of_row
from application.registers.kinds import RegisterKind
from application.registers.register import Bringing, Register
from application.work import Work
from domain.levies.events import ArrangedPeople, EmployerFigures
from domain.levies.numbers import number_of_people
from domain.levies.rejections import ArrangedNotSaid
from domain.levies.state import in_force, levy_id
from domain.programmes.rejections import NotAFiscalYear

_APART = re.compile(r"[、,，;；]+")
_GROUP = re.compile(r"(.+?)[\s:：]+([0-9][0-9./]*)\s*人?")
_NOBODY = frozenset({"0", "无", "none"})


def _arranged(text: str, field: str) -> tuple[tuple[str, Fraction], ...]:
    """Read groups with their numbers of people, as a list of assessments writes them. Raises ArrangedNotSaid."""
    if text.strip() in _NOBODY:
        return ()
    found = []
    for part in filter(None, (part.strip() for part in _APART.split(text))):
        match = _GROUP.fullmatch(part)
        if match is None:
            raise ArrangedNotSaid(field)
        found.append((match[1].strip(), number_of_people(match[2], field=field)))
    return tuple(found)


def _declared(work: Work, values: Mapping[str, Any], bringing: Bringing) -> Mapping[str, object]:
    year, _, region = bringing.of.partition("/")
    if not (len(year) == 4 and year.isascii() and year.isdigit()):
        raise NotAFiscalYear("fiscal_year", year=year[:10])
    terms = in_force(streams.levy(work, levy_id(int(year), region)).state).terms
    by_name = {weight.name: weight.group for weight in terms.weights}
    said: Sequence[tuple[str, Fraction]] = values["arranged"] or ()
    arranged = tuple(ArrangedPeople(by_name.get(group, group), people) for group, people in said)
    ask = AssessLevy(
        command_id="",
        fiscal_year=int(year),
        region=region,
        employer=values["employer"],
        name=values["name"],
        figures=EmployerFigures(values["headcount"], arranged, values["average_wage"]),
        on=bringing.day(values),
    )
    return take_assessment(work, ask, by=bringing.by)


LEVY_DECLARATIONS = Register(
    kind=RegisterKind.LEVY_DECLARATIONS,
    en="Declarations of employers for the levy",
    of_zh="残保金年度和区划",
    of_en="Levy of a year in a region",
    of_example="2024/990101",
    stream="",
    operation="assess_levy",
    columns=(
        RegisterColumn(
            "employer",
            "用人单位",
            "Employer",
            Cell.CODE,
            example="91990101MA0000001Y",
            hint_zh="统一社会信用代码，18 位。",
            hint_en="Unified social credit code, 18 characters.",
            aliases=("统一社会信用代码", "用人单位信用代码"),
        ),
        RegisterColumn("name", "名称", "Name", Cell.TEXT, example="示例制造厂", aliases=("单位名称", "用人单位名称")),
        RegisterColumn(
            "headcount",
            "上年在职职工人数",
            "Staff",
            Cell.FIGURES,
            example="112.5",
            hint_zh="年平均人数，可为小数或分数（337/3）。",
            hint_en="On average of the year; 112.5 or 337/3.",
            aliases=("职工人数", "在职职工人数"),
            read=lambda text, field: number_of_people(text, field=field),
        ),
        RegisterColumn(
            "arranged",
            "已安排残疾职工",
            "Disabled staff",
            Cell.FIGURES,
            required=False,
            example="一至二级残疾人证 1、其他残疾职工 2",
            hint_zh="征收标准的类别（名称或代码）和人数，多类用顿号分开；没有的留空或填 0。",
            hint_en="Groups of the terms, by name or code, each with its people, set apart by 、; blank or 0 for none.",
            aliases=("安排残疾职工", "残疾职工人数"),
            read=_arranged,
        ),
        RegisterColumn(
            "average_wage",
            "上年在职职工年平均工资",
            "Average wage",
            Cell.AMOUNT,
            example="70000.00",
            hint_zh="元。",
            hint_en="In yuan.",
            aliases=("年平均工资", "平均工资"),
        ),
        day_of_row("核定日期", "assessed_on", "assessed on", example="2024-06-03"),
    ),
    once=("employer",),
    about=frozenset({"region", "fiscal_year"}),
    step=_declared,
)
