"""What the fields of a bank's format are called."""

from __future__ import annotations

from collections.abc import Mapping

BANK_FIELDS: Mapping[str, str] = {
    "bank": "开户行",
    "cnaps": "联行号",
    "columns": "各列",
    "constant": "常量",
    "delimiter": "分隔符",
    "encoding": "编码",
    "format": "格式代码",
    "has_headings": "首行为表头",
    "heading": "表头",
    "payer": "付款人",
    "reference": "付款编号",
    "sent_back": "表示退回的用语",
    "width": "宽度",
}
