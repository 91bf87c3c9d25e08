"""What an .xlsx holds that plain values do not show: errors, formulas, merged cells, hidden rows and columns."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass, field

import openpyxl
from defusedxml import DefusedXmlException

from domain.uploads import FileDamaged

_LAST_COLUMN = 16_384

Place = tuple[int, int]
"""Row and column, both from 1."""


@dataclass(frozen=True, slots=True)
class Fidelity:
    """`errors` by place (#DIV/0! …); `merged` as (first row, first column, last row, last column)."""

    errors: dict[Place, str] = field(default_factory=dict)
    formulas: frozenset[Place] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


def look_closer(content: bytes, sheet: str) -> Fidelity | None:
    """Look at one sheet with a reader that keeps everything; None when that reader cannot open the file.

    Entity tricks in the XML are refused by defusedxml, which openpyxl uses when it is there. Raises FileDamaged.
    """
    if not openpyxl.DEFUSEDXML:
        raise RuntimeError("defusedxml is missing: openpyxl would expand XML entities")
    try:
        with warnings.catch_warnings():
            # About styles and extensions it does not keep; we save nothing.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(content), keep_links=False)
        worksheet = book[sheet]
        errors: dict[Place, str] = {}
        formulas: set[Place] = set()
        for row_number, row in enumerate(worksheet.iter_rows(), 1):
            for column_number, cell in enumerate(row, 1):
                if cell.data_type == "f":
                    formulas.add((row_number, column_number))
                elif cell.data_type == "e":
                    errors[row_number, column_number] = str(cell.value)
        return Fidelity(
            errors=errors,
            formulas=frozenset(formulas),
            merged=tuple(
                (area.min_row, area.min_col, area.max_row, area.max_col) for area in worksheet.merged_cells.ranges
            ),
            hidden_rows=frozenset(n for n, one in worksheet.row_dimensions.items() if one.hidden),
            hidden_columns=frozenset(
                number
                for one in worksheet.column_dimensions.values()
                if one.hidden
                for number in range(one.min or 0, min(one.max or 0, _LAST_COLUMN) + 1)
            ),
        )
    except DefusedXmlException:
        raise FileDamaged("file") from None
    except Exception:
        # Some programs write workbooks that openpyxl refuses and calamine reads. What could not be looked at is
        # said so to the officer; it is not a reason to refuse the values.
        return None
