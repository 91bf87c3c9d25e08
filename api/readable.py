"""Everything held of a person, as text somebody can read: headings, names, values; nothing left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_HEADINGS = {
    "beneficiary": ("人员编号", "Person"),
    "position": ("账本位次", "Position of the ledger"),
    "made_at": ("导出时间", "Made at"),
    "why": ("事由", "Reason"),
    "records": ("档案（由旧到新）", "Records, oldest first"),
    "entries": ("登记与变更", "What was recorded of the person"),
    "cases": ("个案：申请、审核、决定与条件", "Cases: applications, reviews, decisions and criteria"),
    "payouts": ("发放", "Payouts"),
    "recoveries": ("追缴", "Recoveries"),
    "registers": ("其他登记（公示、异议、批次、走访等）", "Other registers: notices, objections, batches, visits"),
    "findings": ("核查发现", "Findings of checks"),
    "accesses": ("谁查阅过", "Who has handled the data"),
}


def readable(file: Mapping[str, Any], language: str) -> str:
    """Return the file as text in `zh` or `en`; names of fields are those of the JSON."""
    lines: list[str] = []
    for name, content in file.items():
        zh, en = _HEADINGS.get(name, (name, name))
        lines += [f"# {zh if language == 'zh' else en}", *_told(content, 0), ""]
    return "\n".join(lines)


def _told(content: Any, depth: int) -> Iterator[str]:
    indent = "  " * depth
    if isinstance(content, Mapping):
        for name, value in content.items():
            if isinstance(value, Mapping | list) and value:
                yield f"{indent}{name}:"
                yield from _told(value, depth + 1)
            else:
                yield f"{indent}{name}: {_plain(value)}"
    elif isinstance(content, list):
        if not content:
            yield f"{indent}-"
        for number, value in enumerate(content, 1):
            yield f"{indent}{number}."
            yield from _told(value, depth + 1)
    else:
        yield f"{indent}{_plain(content)}"


def _plain(value: Any) -> str:
    return "-" if value is None or value in ("", [], {}) else str(value)
