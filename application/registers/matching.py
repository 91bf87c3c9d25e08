"""Registers of matching funds: the stations of a scheme, and the conditions they met."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from application.commands.matching import AdmitUnit, MeetUnitCondition, meet, take_in
from application.registers.columns import Cell, RegisterColumn, day_of_row
from application.registers.kinds import RegisterKind
from application.registers.register import Bringing, Register
from application.work import Work

_UNIT = RegisterColumn(
    "unit",
    "站点",
    "Unit",
    Cell.CODE,
    example="station-01",
    hint_zh="站点编号：小写字母、数字和短横，至多 30 位。",
    hint_en="Its short name: small letters, digits and -, at most 30.",
    aliases=("站点编号", "站点代码"),
)


def _admitted(work: Work, values: Mapping[str, Any], bringing: Bringing) -> Mapping[str, object]:
    ask = AdmitUnit(
        command_id="",
        scheme_id=bringing.of,
        unit=values["unit"],
        name=values["name"],
        agreement_id=values["agreement_id"],
        amount=values["amount"],
        on=bringing.day(values),
    )
    return take_in(work, ask, by=bringing.by)


def _met(work: Work, values: Mapping[str, Any], bringing: Bringing) -> Mapping[str, object]:
    ask = MeetUnitCondition(
        command_id="",
        scheme_id=bringing.of,
        unit=values["unit"],
        condition=values["condition"],
        document=values["document"],
        confirmed_by=values["confirmed_by"],
        on=bringing.day(values),
    )
    return meet(work, ask, by=bringing.by, today=bringing.desk.clock.today())


STATIONS = Register(
    kind=RegisterKind.STATIONS,
    en="Stations of a matching scheme",
    of_zh="配套方案编号",
    of_en="Matching scheme",
    of_example="stations-2023",
    stream="matching",
    operation="admit_unit",
    columns=(
        _UNIT,
        RegisterColumn("name", "名称", "Name", Cell.TEXT, example="城东康复站", aliases=("站点名称",)),
        RegisterColumn(
            "agreement_id",
            "协议",
            "Agreement",
            Cell.CODE,
            example="agreement-2023-01",
            hint_zh="运营机构的协议编号，须为本项目本年度。",
            hint_en="Agreement of whoever runs it, of this programme and year.",
            aliases=("协议编号",),
        ),
        RegisterColumn(
            "amount",
            "金额",
            "Amount",
            Cell.AMOUNT,
            example="100000.00",
            hint_zh="两级合计，元；须能按比例分成整分。",
            hint_en="Both levels together, in yuan; it must split into whole fen.",
            aliases=("补助金额", "资金合计"),
            adds_up=True,
        ),
        day_of_row("列入日期", "admitted_on", "admitted on", example="2023-03-01"),
    ),
    once=("unit",),
    about=frozenset({"scheme_id"}),
    step=_admitted,
)
STATION_CONDITIONS = Register(
    kind=RegisterKind.STATION_CONDITIONS,
    en="Conditions that stations met",
    of_zh="配套方案编号",
    of_en="Matching scheme",
    of_example="stations-2023",
    stream="matching",
    operation="meet_unit_condition",
    columns=(
        _UNIT,
        RegisterColumn(
            "condition",
            "条件",
            "Condition",
            Cell.TEXT,
            example="验收",
            hint_zh="方案所列条件之一，按先后逐项登记。",
            hint_en="One of the scheme's conditions, each in its turn.",
        ),
        RegisterColumn("document", "文号", "Document", Cell.CODE, example="验收单2023-1", aliases=("单据编号", "凭证")),
        RegisterColumn(
            "confirmed_by",
            "确认单位",
            "Confirmed by",
            Cell.TEXT,
            example="区残联康复科",
            hint_zh="单位名称，不写姓名。",
            hint_en="An office, never a person's name.",
        ),
        day_of_row("满足日期", "met_on", example="2023-06-01"),
    ),
    once=("unit", "condition"),
    about=frozenset({"scheme_id"}),
    step=_met,
)
