"""The words of a ledger's own lists: calendars, document numbers, templates of programmes."""

from __future__ import annotations

from collections.abc import Mapping

REFERENCE_WORDS: Mapping[str, tuple[str, str]] = {
    "day": ("日期", "day"),
    "day_kind": ("安排", "off or working"),
    "holiday": ("节日", "holiday"),
    "template": ("样板编号", "template"),
    "about": ("适用情形", "for whom"),
    "announced_on": ("印发日期", "announced on"),
    "word": ("代字", "word"),
    "issuing_office": ("发文机关", "issuing office"),
    "brings": ("可下达资金级次", "levels it brings"),
    "first_year": ("启用年份", "first year"),
    "last_year": ("停用年份", "last year"),
    "formats": ("文号格式", "formats"),
    "strict": ("只认名单", "strict"),
    "days_off": ("放假天数", "days off"),
    "make_up_days": ("调休上班天数", "make-up days"),
}
