"""What the lists of transmissions say at the head of a column, and their values in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from application.transmissions.unmatched import Match, Side
from application.views.transmissions import TransmissionStage

TRANSMISSION_HEADINGS: Mapping[str, tuple[str, str]] = {
    "counterpart": ("对方账本", "Other ledger"),
    "days": ("已过天数", "Days"),
    "from_ledger": ("下达账本", "Sending ledger"),
    "instead": ("其他地区的途径", "How the others get theirs"),
    "match": ("对账情况", "How they stand"),
    "pass_on_by": ("应再下达期限", "Pass on by"),
    "shares": ("金额", "Amounts"),
    "side": ("本账本", "This ledger"),
    "taken_back_on": ("收回日期", "Taken back on"),
    "to_levels": ("可下达到", "May transmit to"),
    "to_region": ("收款地区", "To region"),
    "transmission": ("下达编号", "Transmission"),
    "transmitted": ("已向下级下达", "Transmitted"),
}

TRANSMISSION_STEP_WORDS: Mapping[type[StrEnum], Mapping[str, str]] = {
    TransmissionStage: {
        "sent": "已下达",
        "taken_back": "已收回",
        "received": "已收到",
    },
    Side: {
        "sender": "下达方",
        "receiver": "收到方",
    },
    Match: {
        "not_received": "已下达未收到",
        "not_sent": "已收到未下达",
        "differs": "两边不符",
        "kept_elsewhere": "对方不在本系统记账",
    },
}
