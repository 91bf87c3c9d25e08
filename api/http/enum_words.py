"""What the values of enumerations are called in Chinese, where the domain itself does not say so."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from api.http.step_words import STEP_WORDS
from api.http.tailored_words import TAILORED_WORDS
from application.evaluations.stages import EvaluationStage
from application.imports import ScreeningList
from application.listed.budgets import BudgetState
from application.views.budgets import BudgetChange, BudgetStage, EvaluationMove
from domain.batches.events import PayoutKind
from domain.budgets.events import AdjustmentKind, SpendingManner
from domain.checks.events import Disposition
from domain.devices.events import RemovalReason, Signer
from domain.eligibility.events import EvidenceKind, FileType, StopReason
from domain.evaluations.events import FormPart, Grade, IndicatorKind, ScoringRule
from domain.inspections.events import FrameKind
from domain.inspections.visit_events import NotMetReason, VisitFindingKind, VisitFindingOutcome
from domain.levels import FundKind, GovernmentLevel
from domain.notices.events import ObjectionGround
from domain.payouts.events import ReturnReason
from domain.periods import PeriodKind
from domain.programmes.events import DecidingBody, PayeeKind
from domain.programmes.policy import StandardUnit
from domain.recoveries.events import RecoveryGround
from domain.revenue.events import RevenueKind
from domain.screenings.plan import StageKind

_WORDS: Mapping[type[StrEnum], Mapping[str, str]] = {
    **STEP_WORDS,
    **TAILORED_WORDS,
    RemovalReason: {
        "sent_back": "退货",
        "damaged": "报损",
        "lost": "遗失",
        "transferred": "调出",
    },
    Signer: {
        "self": "本人",
        "guardian": "监护人",
        "family": "家属",
    },
    StageKind: {
        "check": "检查",
        "service": "手术（服务）",
    },
    ScreeningList: {
        "candidates": "筛查对象",
        "results": "环节结果",
        "follow_ups": "随访",
    },
    BudgetState: {
        "open": "执行中",
        "closed": "已决算",
    },
    BudgetStage: {
        "approved": "批复",
        "closed": "决算",
    },
    BudgetChange: {
        "initial": "年初",
        "moved": "调剂",
        "added": "追加",
        "cut": "核减",
        "brought_forward": "上年结转",
        "spent": "支出",
        "reversed": "冲销",
        "carried_over": "结转",
        "surplus": "结余",
    },
    EvaluationMove: {
        "planned": "设定",
        "filled_in": "填报",
        "scored": "评定",
        "reopened": "重开",
    },
    EvaluationStage: {
        "planned": "待填报",
        "filled_in": "待评定",
        "scored": "已评定",
    },
    AdjustmentKind: {
        "moved": "调剂",
        "added": "追加",
        "cut": "核减",
    },
    SpendingManner: {
        "paid": "支付",
        "quota_handed_on": "调指标执行",
    },
    FormPart: {
        "output": "产出",
        "effect": "效益",
        "satisfaction": "满意度",
    },
    IndicatorKind: {
        "quantity": "数量指标",
        "quality": "质量指标",
        "timeliness": "时效指标",
        "cost": "成本指标",
        "economic": "经济效益",
        "social": "社会效益",
        "ecological": "生态效益",
        "lasting": "可持续影响",
        "contentment": "服务对象满意度",
    },
    ScoringRule: {
        "proportional": "按完成比例",
        "all_or_nothing": "达标得分",
        "not_above": "不超过目标",
        "judged": "定性评判",
    },
    Grade: {
        "excellent": "优",
        "good": "良",
        "fair": "中",
        "poor": "差",
    },
    FrameKind: {
        "paid": "已发放",
        "entitled": "在享",
    },
    EvidenceKind: {
        "application_form": "申请表",
        "identity": "身份证明",
        "certificate": "残疾人证",
        "income": "收入或低保证明",
        "medical": "医疗证明",
        "home_survey": "入户调查表",
        "photo": "照片",
        "other": "其他",
    },
    FileType: {
        "pdf": "PDF 文件",
        "jpeg": "JPEG 图片",
        "png": "PNG 图片",
    },
    NotMetReason: {
        "away": "外出",
        "moved_away": "迁出",
        "died": "死亡",
        "in_hospital": "住院",
        "not_found": "查无此人",
        "declined": "拒绝受访",
        "other": "其他",
    },
    VisitFindingKind: {
        "facts_differ": "情况不符",
        "not_received": "未收到款",
        "short_paid": "金额不足",
        "service_not_given": "服务未提供",
        "procedure": "程序问题",
        "favours_taken": "收受好处",
        "other": "其他",
    },
    VisitFindingOutcome: {
        "rectified": "已整改",
        "unfounded": "不成立",
        "ordered_back": "已追缴",
        "transferred": "已移送",
    },
    Disposition: {
        "verified": "核实",
        "excluded": "排除",
        "rectified": "整改",
        "transferred": "移送",
    },
    DecidingBody: {
        "federation": "残联",
        "civil_affairs": "民政",
    },
    ObjectionGround: {
        "not_eligible": "不符合条件",
        "amount_wrong": "金额有误",
        "deceased": "已去世",
        "moved_away": "已迁出",
        "other": "其他",
    },
    PayeeKind: {
        "person": "个人",
        "institution": "机构",
    },
    PayoutKind: {
        "regular": "常规发放",
        "arrears": "补发",
        "correction": "补差",
    },
    PeriodKind: {
        "year": "按年",
        "half_year": "按半年",
        "quarter": "按季",
        "month": "按月",
    },
    RecoveryGround: {
        "died_before_period": "发放期间前已去世",
        "not_eligible": "不符合条件",
        "paid_twice": "重复发放",
        "above_standard": "超标准发放",
        "service_not_given": "未提供服务",
        "false_facts": "情况不实",
    },
    ReturnReason: {
        "account_unknown": "账号不存在",
        "account_closed": "账户已销户",
        "name_mismatch": "户名不符",
        "account_frozen": "账户冻结",
        "other": "其他",
    },
    RevenueKind: {
        "employment_security_fund": "残疾人就业保障金",
        "fees": "收费",
    },
    StandardUnit: {
        "period": "每期",
        "month": "每月",
    },
    StopReason: {
        "died": "死亡",
        "moved_away": "迁出",
        "certificate_expired": "证件过期",
        "review_failed": "复核未通过",
        "excluded": "与其他补贴互斥",
        "withdrawn": "本人放弃",
        "objection_upheld": "异议成立",
        "registered_twice": "重复登记",
        "certificate_lost": "残疾人证注销",
        "serving_sentence": "服刑",
        "public_payroll": "财政供养",
    },
}


def zh_of(one: StrEnum) -> str:
    """Return a value's Chinese name; the value itself where nobody has given it one."""
    said = getattr(one, "zh", None) or _WORDS.get(type(one), {}).get(one.value)
    return str(said or one.value)


def form_words(language: str) -> dict[str, str]:
    """Return what the parts of the self-evaluation form, its kinds, levels and kinds of funds are called."""
    kinds: tuple[type[StrEnum], ...] = (FormPart, IndicatorKind, GovernmentLevel, FundKind)
    if language == "en":
        own = {"execution": "execution", "together": "together", "total": "total"}
        return own | {one.value: one.value.replace("_", " ") for kind in kinds for one in kind}
    own = {"execution": "预算执行", "together": "年度资金总额", "total": "总分"}
    return own | {one.value: zh_of(one) for kind in kinds for one in kind}
