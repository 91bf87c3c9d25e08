"""What the fields of a ledger's own lists are called: calendars, document numbers, templates of programmes."""

from __future__ import annotations

from collections.abc import Mapping

REFERENCE_FIELDS: Mapping[str, str] = {
    "day_kind": "安排",
    "holiday": "节日",
    "template": "样板编号",
    "about_zh": "适用情形",
    "about_en": "适用情形（英文）",
    "opens": "所设项目",
    "withdrawn_on": "停用日期",
    "announced_on": "印发日期",
    "brings": "可下达资金级次",
    "first_year": "启用年份",
    "formats": "文号格式",
    "issuer": "发文机关",
    "last_year": "停用年份",
    "strict": "是否只认名单",
    "word": "发文机关代字",
}
