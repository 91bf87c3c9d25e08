"""What the fields of transmissions are called on the screen."""

from __future__ import annotations

TRANSMISSION_WORDS: dict[str, tuple[str, str]] = {
    "counterpart": ("对方账本", "other ledger"),
    "days": ("已过天数", "days"),
    "instead": ("其他地区的途径", "how the others get theirs"),
    "match": ("对账情况", "how they stand"),
    "on": ("日期", "on"),
    "pass_on_by": ("应再下达期限", "pass on by"),
    "side": ("本账本", "this ledger"),
    "taken_back_on": ("收回日期", "taken back on"),
    "to_levels": ("可下达到", "may transmit to"),
    "transmission": ("下达编号", "transmission"),
    "transmitted_fen": ("已向下级下达", "transmitted"),
}
