"""Made-up lists to write, and ways to read them back."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date

from application.exports import Column, ColumnKind, ExportFormat, Listing
from domain.rejected import Language
from infrastructure.exports.streamed import StreamedExports

COLUMNS = (
    Column("payout_id", "发放编号", "Payout"),
    Column("amount", "金额", "Amount", ColumnKind.AMOUNT),
    Column("paid_on", "发放日期", "Paid on", ColumnKind.DATE),
    Column("recorded_at", "登记时间", "Recorded at", ColumnKind.INSTANT),
    Column("people", "人数", "People", ColumnKind.INTEGER, unit="people"),
    Column("settled", "已到账", "Settled", ColumnKind.BOOLEAN),
)


def listing(columns: Sequence[Column] = COLUMNS) -> Listing:
    return Listing("发放清单", "Payouts", "990100", 1190, date(2017, 12, 31), tuple(columns))


def written(
    export: ExportFormat,
    rows: Iterable[Sequence[object]],
    columns: Sequence[Column] = COLUMNS,
    language: Language = "zh",
) -> bytes:
    """Return the whole file."""
    return b"".join(StreamedExports().stream(export, listing(columns), rows, language=language))


def file(content: bytes) -> io.BytesIO:
    return io.BytesIO(content)
