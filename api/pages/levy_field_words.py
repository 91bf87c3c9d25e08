"""What the fields of the levy's and the charges' entries are called in Chinese, where no list has a column for them."""

from __future__ import annotations

from collections.abc import Mapping

LEVY_FIELDS: Mapping[str, str] = {
    "assessed_by": "核定人",
    "average_wage_source": "工资数据来源",
    "booked_by": "收款人",
    "cap_times": "工资封顶倍数",
    "corrected_by": "更正人",
    "counts_as": "折算人数",
    "defer_months_most": "缓缴最长月数",
    "deferred_by": "缓缴办理人",
    "deferred_on": "缓缴日期",
    "exemption": "免征",
    "figures": "用人单位数据",
    "from_share": "安排比例达到",
    "group": "残疾职工类别",
    "measure": "结果单位",
    "most_employees": "职工人数上限",
    "part_paid": "缴纳比例",
    "pay_by_latest": "缓缴最迟日期",
    "rate": "规定比例",
    "relieved_by": "减免办理人",
    "relieved_on": "减免日期",
    "rounded_to": "取整到",
    "stairs": "减缴档次",
    "until": "至",
}
