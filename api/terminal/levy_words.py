"""What the fields of the levy and of charges are called on the screen."""

from __future__ import annotations

LEVY_WORDS: dict[str, tuple[str, str]] = {
    "levy": ("残保金年度", "levy"),
    "assessment": ("核定编号", "assessment"),
    "assessed_fen": ("核定金额", "assessed"),
    "relieved_fen": ("减免", "relieved"),
    "owed": ("欠缴", "owed"),
    "owed_fen": ("欠缴", "owed"),
    "overpaid_fen": ("多缴", "overpaid"),
    "refunded_fen": ("已退库", "refunded"),
    "pay_by": ("缴纳期限", "pay by"),
    "working": ("步骤", "step"),
    "said": ("算式", "as written"),
    "result": ("结果", "result"),
    "measured": ("单位", "in"),
    "assessed_on": ("核定日期", "assessed on"),
    "charge": ("收费项目", "charge"),
    "charged_unit": ("计费单位", "per"),
}

LEVY_STAGES = {"nothing_owed": "无须缴纳", "owed": "欠缴", "deferred": "缓缴中", "overpaid": "多缴"}
LEVY_LINES = {
    "headcount": "在职职工",
    "exempt": "免征",
    "quota": "应安排",
    "arranged": "已安排",
    "missing": "差额",
    "wage": "平均工资",
    "wage_cap": "工资封顶",
    "wage_taken": "计征工资",
    "full": "应缴费额",
    "share": "安排比例",
    "reduced": "减缴后",
    "rounded": "取整",
}
LEVY_MEASURES = {"people": "人", "share": "比例", "yuan": "元"}
