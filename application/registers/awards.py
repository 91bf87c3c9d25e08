"""Registers of awards in lieu of subsidy: who applied under a scheme, and what each year's checks came to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from application.commands.awards import ApplyForAward, RecordYearlyCheck, take_application, take_check
from application.registers.columns import Cell, RegisterColumn, Word, day_of_row
from application.registers.kinds import RegisterKind
from application.registers.register import Bringing, Register
from application.work import Work
from domain.awards.decisions import award_id

_APPLICANT = RegisterColumn(
    "applicant",
    "申请机构简称",
    "Applicant",
    Cell.CODE,
    example="sunshine",
    hint_zh="机构在本方案中的简称：小写字母、数字和短横，至多 30 位。",
    hint_en="Its short name in this scheme: small letters, digits and -, at most 30.",
    aliases=("以奖代补", "奖补编号", "award"),
    read=lambda text, _field: text.rpartition(".")[2],
)


def _applied(work: Work, values: Mapping[str, Any], bringing: Bringing) -> Mapping[str, object]:
    ask = ApplyForAward(
        command_id="",
        scheme_id=bringing.of,
        applicant=values["applicant"],
        institution=values["institution"],
        name=values["name"],
        on=bringing.day(values),
    )
    return take_application(work, ask, by=bringing.by)


def _checked(work: Work, values: Mapping[str, Any], bringing: Bringing) -> Mapping[str, object]:
    ask = RecordYearlyCheck(
        command_id="",
        award_id=award_id(bringing.of, values["applicant"]),
        year=values["year"],
        passed=values["passed"],
        document=values["document"],
        on=bringing.day(values),
    )
    return take_check(work, ask, by=bringing.by, today=bringing.desk.clock.today())


AWARD_APPLICATIONS = Register(
    kind=RegisterKind.AWARD_APPLICATIONS,
    en="Applications for awards",
    of_zh="奖补方案编号",
    of_en="Scheme of awards",
    of_example="homes-2017",
    stream="award_scheme",
    operation="apply_for_award",
    columns=(
        _APPLICANT,
        RegisterColumn(
            "institution",
            "机构",
            "Institution",
            Cell.CODE,
            example="52990101MJ0000001G",
            hint_zh="统一社会信用代码，18 位。",
            hint_en="Unified social credit code, 18 characters.",
            aliases=("统一社会信用代码", "机构信用代码"),
        ),
        RegisterColumn("name", "名称", "Name", Cell.TEXT, example="阳光托养中心", aliases=("机构名称",)),
        day_of_row("申请日期", "applied_on", "applied on", example="2017-03-01"),
    ),
    once=("applicant",),
    about=frozenset({"scheme_id"}),
    step=_applied,
)
AWARD_CHECKS = Register(
    kind=RegisterKind.AWARD_CHECKS,
    en="Yearly checks of awards",
    of_zh="奖补方案编号",
    of_en="Scheme of awards",
    of_example="homes-2017",
    stream="award_scheme",
    operation="record_yearly_check",
    columns=(
        _APPLICANT,
        RegisterColumn("year", "年度", "Year", Cell.COUNT, example="2018", aliases=("检查年度", "年检年度")),
        RegisterColumn(
            "passed",
            "结果",
            "Result",
            Cell.WORD,
            hint_zh="不合格的，自登记起暂停支付。",
            hint_en="One that failed is not paid from then on.",
            aliases=("年检结果", "是否合格"),
            words=(Word("合格", "passed", True), Word("不合格", "failed", False)),
        ),
        RegisterColumn("document", "文号", "Document", Cell.CODE, example="年检2018-1", aliases=("检查报告编号",)),
        day_of_row("检查日期", "年检日期", example="2018-06-01"),
    ),
    once=("applicant", "year"),
    about=frozenset({"scheme_id"}),
    step=_checked,
)
