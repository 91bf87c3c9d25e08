"""Enumerated values as the office's forms say them; in JSON and in English they stay what the code calls them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.terminal.levy_words import LEVY_LINES, LEVY_MEASURES, LEVY_STAGES

_LEVELS = {"national": "中央", "provincial": "省级", "municipal": "市级", "county": "区县级", "township": "乡镇级"}
_KINDS = {"general_budget": "一般公共预算", "lottery": "彩票公益金", "donation": "捐赠", "other": "其他"}
_STEPS = {
    "project_lead": "项目负责人",
    "division_leader": "分管领导",
    "collective_meeting": "集体研究",
    "unit_head": "单位负责人",
}
_MOVEMENTS = {
    "allocate": "下达",
    "add": "追加",
    "move_in": "调入",
    "bring_forward": "上年结转",
    "move_out": "调出",
    "reserve": "预留",
    "free": "释放",
    "release": "放款",
    "settle": "到账",
    "return": "退回",
    "return_late": "到账后退回",
    "return_late_to_treasury": "到账后退回缴库",
    "reissue": "重发",
    "cancel": "注销",
    "recover": "追回",
    "recover_to_treasury": "追回缴库",
    "carry_over": "结转下年",
    "surrender": "结余上缴",
    "collect": "收缴",
    "remit": "缴库",
    "refund": "退库",
    "transmit": "向下级下达",
    "take_back": "收回",
    "take_back_to_treasury": "收回缴库",
    "receive": "收到上级下达",
}
_STAGES = {
    "opened": "组批",
    "submitted": "报批",
    "approved": "审批",
    "sent_back": "退审",
    "result_posted": "银行回执",
    "closed": "办结",
    "released": "已放款",
    "settled": "已到账",
    "returned": "银行退回",
    "returned_late": "到账后退回",
    "reissued": "已重发",
    "cancelled": "已注销",
    "recovery_ordered": "责令退回",
    "applied": "申请",
    "reviewed": "审核",
    "granted": "批准",
    "refused": "不予批准",
    "reopened": "异议复核",
    "confirmed": "异议不成立",
    "suspended": "停发",
    "resumed": "恢复",
    "revoked": "终止",
    "rechecked": "复核",
    "waiting": "待满足条件",
    "freed": "可支付",
    "at_the_bank": "在途",
    "paid": "已付",
    "upcoming": "未转付",
    "called": "待付",
    "accepted": "验收通过",
    "not_accepted": "验收不通过",
    "sent": "已下达",
    "taken_back": "已收回",
    "received": "已收到",
}
_MATCHES = {
    "not_received": "已下达未收到",
    "not_sent": "已收到未下达",
    "differs": "两边不符",
    "kept_elsewhere": "对方不在本系统记账",
}
_PAYEES = {"person": "个人", "institution": "机构"}
_PERIODS = {"year": "按年", "half_year": "按半年", "quarter": "按季", "month": "按月", "period": "按期"}
_BODIES = {"federation": "残联", "civil_affairs": "民政"}
_PAYOUTS = {"regular": "正常发放", "arrears": "补发", "correction": "补差"}
_STOPS = {
    "died": "死亡",
    "moved_away": "迁出",
    "certificate_expired": "残疾人证过期",
    "certificate_lost": "残疾人证注销",
    "review_failed": "复核未通过",
    "excluded": "互斥",
    "withdrawn": "本人撤回",
    "objection_upheld": "异议成立",
    "registered_twice": "重复登记",
    "serving_sentence": "服刑",
    "public_payroll": "财政供养",
}

_BY_FIELD: Mapping[str, Mapping[str, str]] = {
    "level": _LEVELS,
    "kind": _KINDS,
    "movement": _MOVEMENTS,
    "stage": {**_STAGES, **LEVY_STAGES},
    "working": LEVY_LINES,
    "measured": LEVY_MEASURES,
    "step": _STEPS,
    "payee_kind": _PAYEES,
    "payout_kind": _PAYOUTS,
    "period_kind": _PERIODS,
    "standard_unit": _PERIODS,
    "deciding_body": _BODIES,
    "stop_reason": _STOPS,
    "match": _MATCHES,
    "side": {"sender": "下达方", "receiver": "收到方"},
}


def word_for(field: str, value: str) -> str:
    """Return the Chinese word for one value of a field; a value without one is its own."""
    return _BY_FIELD.get(field, {}).get(value, value)


def in_words(record: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Return a plain record with its enumerated values in words; what has none stays as it is."""
    if language != "zh":
        return dict(record)
    return {name: word_for(name, value) if isinstance(value, str) else value for name, value in record.items()}
