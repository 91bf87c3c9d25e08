"""What the levy's and the charges' lists say at the head of a column, and their values in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from application.listed.levies import LevyMeasure, LevyState
from application.views.levies import LevyChange
from domain.levies.events import LevyStep, LevyUnit

LEVY_HEADINGS: Mapping[str, tuple[str, str]] = {
    "arranged": ("已安排残疾职工", "Disabled staff"),
    "assessed": ("核定金额", "Assessed"),
    "assessed_on": ("核定日期", "Assessed on"),
    "assessment": ("核定编号", "Assessment"),
    "average_wage": ("年平均工资", "Average wage"),
    "charge": ("收费项目", "Charge"),
    "charged_unit": ("计费单位", "Charged per"),
    "collected_by": ("收费人", "Collected by"),
    "collected_on": ("收费日期", "Collected on"),
    "corrected_on": ("更正日期", "Corrected on"),
    "due_days": ("缴纳期限（天）", "Days to pay"),
    "employer": ("用人单位", "Employer"),
    "exempt_most": ("免征人数上限", "Exempt up to (staff)"),
    "exempt_until": ("免征执行至", "Exemption holds until"),
    "fee_units": ("收费数量", "Units paid for"),
    "group_weights": ("折算", "Counted as"),
    "headcount": ("在职职工人数", "Staff"),
    "levy": ("残保金年度", "Levy"),
    "levy_rate": ("规定比例", "Rate"),
    "measured": ("结果单位", "Measured in"),
    "overpaid": ("多缴", "Overpaid"),
    "owed": ("欠缴", "Owed"),
    "pay_by": ("缴纳期限", "Pay by"),
    "refunded": ("已退库", "Refunded"),
    "reduction": ("分档减缴", "Reduction"),
    "reduction_until": ("减缴执行至", "Reduction holds until"),
    "relieved": ("减免", "Relieved"),
    "rests_on": ("依据行", "Rests on lines"),
    "result": ("结果", "Result"),
    "rounding": ("取整", "Rounding"),
    "said": ("算式", "As written"),
    "society_wage": ("社会平均工资", "Average wage of society"),
    "source": ("依据", "Source"),
    "wage_source": ("工资数据来源", "Source of the wage"),
    "wage_times": ("工资封顶倍数", "Wages count up to (times)"),
    "working": ("步骤", "Step"),
}

LEVY_STEP_WORDS: Mapping[type[StrEnum], Mapping[str, str]] = {
    LevyChange: {
        "assessed": "核定",
        "corrected": "更正",
        "relieved": "减免",
        "deferred": "缓缴",
        "received": "收缴",
        "refunded": "退库",
    },
    LevyState: {
        "nothing_owed": "无须缴纳",
        "owed": "欠缴",
        "deferred": "缓缴中",
        "paid": "已缴清",
        "overpaid": "多缴",
    },
    LevyStep: {
        "headcount": "上年在职职工人数",
        "exempt": "免征",
        "quota": "应安排人数",
        "arranged": "已安排人数（折算）",
        "missing": "差额人数",
        "wage": "上年在职职工年平均工资",
        "wage_cap": "工资封顶",
        "wage_taken": "计征工资",
        "full": "应缴费额",
        "share": "安排比例",
        "reduced": "分档减缴后",
        "rounded": "取整",
    },
    LevyUnit: {
        "people": "人",
        "share": "比例",
        "fen": "分",
    },
    LevyMeasure: {
        "people": "人",
        "share": "比例",
        "yuan": "元",
    },
}
