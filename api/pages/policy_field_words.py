"""What the fields of a policy's formulas and months are called, and those of decisions worked out by them."""

from __future__ import annotations

from collections.abc import Mapping

POLICY_FIELDS: Mapping[str, str] = {
    "base": "基数",
    "bases": "基数",
    "fen": "到此金额（分）",
    "formula": "公式",
    "less": "减去",
    "limit": "限额",
    "monthly": "按月发放规则",
    "pays": "发放部分",
    "reminded_by": "提醒人",
    "reminded_on": "提醒日期",
    "reminder_days": "到期提醒天数",
    "starts": "起算月份",
    "stops": "停发月份",
    "to": "取整到",
    "way": "取整方式",
    "workings": "计算过程",
}
