"""What the fields of contracts, awards, matching funds, screenings and devices are called in Chinese."""

from __future__ import annotations

from collections.abc import Mapping

SERVICE_FIELDS: Mapping[str, str] = {
    # contracts
    "awarded_by": "授予人",
    "awarded_on": "授予日期",
    "deducted_by": "扣款人",
    "deducted_on": "扣款日期",
    "failed_by": "流标登记人",
    "failed_on": "流标日期",
    "hours_a_day": "每日工时",
    "last_day": "最后服务日",
    "lots": "标段",
    "month": "月份",
    "published_by": "发布人",
    "recorded_on": "登记日期",
    "records": "服务记录",
    "sheet": "验收单",
    "staff": "在册人数",
    # awards and matching funds
    "admitted_by": "列入人",
    "called_by": "转付人",
    "called_on": "转付日期",
    "check_due_day": "年检截止日",
    "check_due_month": "年检截止月",
    "department": "签署部门",
    "freed": "可支付部分",
    "granted_by": "批准人",
    "met_on": "满足日期",
    "overdue_year": "年检逾期年度",
    "resumed_by": "恢复人",
    "suspended_by": "暂停人",
    # screenings
    "claims": "超任务待定费用",
    "code": "原因代码",
    "done": "是否完成",
    "dropped_out": "退出人数",
    "follow_ups": "随访安排",
    "listed_by": "登记人",
    "listed_on": "登记日期",
    "missed_reasons": "未随访原因",
    "results": "逐人结果",
    "scheduled_on": "安排日期",
    "screened": "筛查人数",
    "served": "服务人数",
    "stages": "环节",
    "target_document": "任务文件",
    "tasks": "随访任务",
    "window_days": "可提前天数",
    "within_days": "限期天数",
    # devices
    "counted_by": "盘点人",
    "fitted_by": "适配人",
    "received_by": "入库人",
    "removed_by": "出库人",
    "removed_on": "出库日期",
}
