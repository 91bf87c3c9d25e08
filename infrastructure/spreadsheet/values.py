"""A program of its own, run with a workbook on its input: the values of its sheets, pickled, on its output.

A spoilt .xls can make the parser ask for terabytes and take its process down. It shall be this one, which has a limit
on memory and time and nothing to lose. It imports nothing of the project, so it starts fast.
"""

from __future__ import annotations

import io
import pickle
import sys

import python_calamine as calamine

TOO_MANY_ROWS = 3
"""Exit code: a sheet has more rows than the first argument allows."""


def main(rows_max: int, memory_bytes: int, seconds: int) -> int:
    """Read, parse, write. Returns the exit code; a panic or a lack of memory ends the process in its own way."""
    _limit(memory_bytes, seconds)
    sheets = []
    with calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read())) as book:
        for meta in book.sheets_metadata:
            if meta.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(meta.name)
            if sheet.total_height > rows_max:
                return TOO_MANY_ROWS
            visible = meta.visible == calamine.SheetVisibleEnum.Visible
            sheets.append((meta.name, visible, sheet.to_python(skip_empty_area=False)))
    pickle.dump(sheets, sys.stdout.buffer, protocol=pickle.HIGHEST_PROTOCOL)
    return 0


def _limit(memory_bytes: int, seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Not on Windows.
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:4])))
