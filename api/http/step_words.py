"""The Chinese words of what happened to awards, tenders, units and those who are screened, and of claims' sources."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from api.http.levy_words import LEVY_STEP_WORDS
from api.http.transmission_words import TRANSMISSION_STEP_WORDS
from application.views.awards import AwardStage
from application.views.contracts import DesignationChange, LotChange
from application.views.devices import DeviceMove
from application.views.matching import UnitStep
from application.views.screenings import ScreeningStep
from domain.claims.naming import ClaimKind

STEP_WORDS: Mapping[type[StrEnum], Mapping[str, str]] = {
    **LEVY_STEP_WORDS,
    **TRANSMISSION_STEP_WORDS,
    DeviceMove: {
        "kind_set": "品种设定",
        "target_set": "任务设定",
        "received": "入库",
        "removed": "出库",
        "counted": "盘点",
    },
    ClaimKind: {
        "matching": "配套资金",
        "award": "以奖代补",
    },
    UnitStep: {
        "admitted": "列入",
        "condition_met": "满足条件",
    },
    AwardStage: {
        "applied": "申请",
        "signed": "部门签署",
        "granted": "批准",
        "called": "转入待付",
        "checked": "年检",
        "suspended": "暂停",
        "resumed": "恢复",
        "ordered_back": "追回",
    },
    DesignationChange: {
        "designated": "列为定点",
        "withdrawn": "取消",
    },
    LotChange: {
        "published": "发布",
        "awarded": "授予",
        "failed": "流标",
    },
    ScreeningStep: {
        "candidate": "登记",
        "passed": "通过",
        "dropped_out": "退出",
    },
}
