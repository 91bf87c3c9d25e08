"""Parquet for auditors' own tools: exact decimals in yuan, days, instants in UTC to the microsecond.

The file's metadata say which ledger it is of, as of which position and effective up to which day, and what each column
means in Chinese and English; each column's own metadata say so too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from application.exports import Column, ColumnKind, Listing
from domain.money import Money
from infrastructure.exports.values import Row, checked

ROWS_A_GROUP = 65_536

_TYPES: dict[ColumnKind, pa.DataType] = {
    ColumnKind.TEXT: pa.string(),
    ColumnKind.AMOUNT: pa.decimal128(18, 2),
    ColumnKind.DATE: pa.date32(),
    ColumnKind.INSTANT: pa.timestamp("us", tz="UTC"),
    ColumnKind.INTEGER: pa.int64(),
    ColumnKind.BOOLEAN: pa.bool_(),
}


def parquet(listing: Listing, rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield the file a row group at a time. Raises pyarrow.ArrowInvalid for 10^16 yuan and more."""
    told = _Told()
    schema = _schema(listing)
    texts = [column.name for column in listing.columns if column.kind is ColumnKind.TEXT]
    # The sink outlives the writer: one that is let go early writes its end into it, and nobody reads it.
    writer = pq.ParquetWriter(
        pa.PythonFile(told, mode="w"), schema, version="2.6", compression="zstd", use_dictionary=texts
    )
    try:
        remaining = checked(listing.columns, rows)
        while group := list(islice(remaining, ROWS_A_GROUP)):
            writer.write_table(_table(schema, listing.columns, group), row_group_size=ROWS_A_GROUP)
            del group
            yield told.taken()
    finally:
        writer.close()
    yield told.taken()


class _Told:
    """A file that is only written to, and emptied as it is read."""

    closed = False

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._position = 0

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        self._position += len(piece)
        return len(piece)

    def tell(self) -> int:
        return self._position

    def flush(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """What was written is still to be taken."""

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def _schema(listing: Listing) -> pa.Schema:
    columns = [pa.field(column.name, _TYPES[column.kind], metadata=_described(column)) for column in listing.columns]
    about = {
        "title_zh": listing.title_zh,
        "title_en": listing.title_en,
        "ledger": listing.ledger,
        "as_of": str(listing.as_of),
        "effective": listing.effective.isoformat() if listing.effective else "",
        "columns": orjson.dumps([{"name": column.name, **_described(column)} for column in listing.columns]).decode(),
    }
    return pa.schema(columns, metadata=about)


def _described(column: Column) -> dict[str, str]:
    unit = "yuan" if column.kind is ColumnKind.AMOUNT else column.unit
    return {"zh": column.zh, "en": column.en, "kind": column.kind.value, "unit": unit}


def _table(schema: pa.Schema, columns: Iterable[Column], group: list[Row]) -> pa.Table:
    arrays = [
        pa.array(
            [_yuan(row[index]) for row in group] if column.kind is ColumnKind.AMOUNT else [row[index] for row in group],
            type=_TYPES[column.kind],
        )
        for index, column in enumerate(columns)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _yuan(amount: object) -> Decimal | None:
    return Decimal(amount.fen).scaleb(-2) if isinstance(amount, Money) else None
