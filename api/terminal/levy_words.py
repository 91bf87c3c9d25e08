"""What the fields of the levy and of charges are called on the screen."""

from __future__ import annotations

LEVY_WORDS: dict[str, tuple[str, str]] = {
    "levy": ("残保金年度", "levy"),
    "assessment": ("核定编号", "assessment"),
    "assessed_fen": ("核定金额", "assessed"),
    "relieved_fen": ("减免", "relieved"),
    "owed": ("欠缴", "owed"),
    "owed_fen": ("欠缴", "owed"),
    "pay_by": ("缴纳期限", "pay by"),
    "working": ("步骤", "step"),
    "said": ("算式", "as written"),
    "result": ("结果", "result"),
    "measured": ("单位", "in"),
    "assessed_on": ("核定日期", "assessed on"),
    "charge": ("收费项目", "charge"),
    "charged_unit": ("计费单位", "per"),
}
