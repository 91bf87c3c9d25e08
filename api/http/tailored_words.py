"""The Chinese words of tailored service's enumerations."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from application.imports import TailoredList
from application.listed.tailored import ServiceFileState
from application.views.tailored_places import ServicePlaceStage
from domain.tailored.consistency import Accord, Disaccord
from domain.tailored.deadlines import ReportState
from domain.tailored.events import PageSigner, ServiceKind, UnplannedReason
from domain.tailored.place_events import Factor

TAILORED_WORDS: Mapping[type[StrEnum], Mapping[str, str]] = {
    ServiceKind: {one.value: one.zh for one in ServiceKind},
    PageSigner: {one.value: one.zh for one in PageSigner},
    UnplannedReason: {
        "no_need": "无需求",
        "needs_met": "需求已满足",
        "declined": "本人拒绝",
        "away": "外出",
        "moved_away": "迁出",
        "died": "死亡",
        "other": "其他",
    },
    Factor: {
        "surveyed": "调查率",
        "planned": "计划率",
        "served": "服务率",
        "visited": "回访率",
        "satisfied": "满意率",
        "supervised": "督导完成率",
        "punctual": "报告及时率",
    },
    Accord: {
        "data_and_person": "数据与人一致",
        "plan_and_service": "计划与服务一致",
        "platform_and_paper": "平台与纸质一致",
    },
    Disaccord: {
        "fact_differs": "情况不符",
        "served_after_death": "死亡后仍有记录",
        "moved_away": "迁出后仍有记录",
        "not_served": "计划未服务",
        "served_less": "少于计划",
        "served_more": "多于计划",
        "not_in_the_plan": "计划外服务",
        "received_otherwise": "与本人所述不符",
        "paper_missing": "无纸质档案",
        "paper_differs": "纸质与平台不符",
        "page_of_another_file": "签字页与他人档案相同",
    },
    ServicePlaceStage: {
        "supervisors": "督导指定",
        "supervised": "入户督导",
        "report": "报告报送",
        "falsified": "造假认定",
        "withdrawn": "认定撤销",
    },
    ServiceFileState: {
        "surveyed": "已调查",
        "planned": "已安排",
        "approved": "已审批",
        "unplanned": "无计划，已说明原因",
        "served": "已服务",
        "visited": "已回访",
        "not_met": "未见到",
    },
    TailoredList: {"surveys": "需求调查", "services": "服务记录"},
    ReportState: {"due": "待报", "in_time": "按期", "late": "迟报", "missing": "逾期未报"},
}
