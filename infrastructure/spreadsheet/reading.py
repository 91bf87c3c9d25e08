"""Reading a list by its form: every row typed, or every bad cell named; and the doubts an officer must accept."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar

from application.imports import CellRemark, ColumnPlace, Progress, Reading
from domain import cells as rules
from domain.money import total
from domain.rejected import Rejected
from domain.uploads import NoRows
from infrastructure.spreadsheet.fidelity import Fidelity, look_closer
from infrastructure.spreadsheet.form import Column, Form, comparable
from infrastructure.spreadsheet.headings import Headings, find_headings
from infrastructure.spreadsheet.limits import Limits
from infrastructure.spreadsheet.table import Cell, column_letter, is_blank, open_workbook

Row = TypeVar("Row")

_BLOCK = 500
_GRAND_TOTAL = re.compile(r"合计|总计|共计|总共|grandtotal|total")
_ANY_TOTAL = re.compile(r"合计|总计|共计|总共|小计|累计|本页|grandtotal|subtotal|total")
_FOOTER = re.compile(r"制表|填表|审核|复核|负责人|经办|单位|分管领导|填报|联系人|联系电话|盖章")
_NOTE = re.compile(r"注|说明|备注|日期")
_NUMBER = re.compile(r"(?:\d\s*){6}")


def read(
    content: bytes,
    form: Form[Row],
    *,
    sheet: str = "",
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Reading[Row]:
    """Read a file by a form. Raises the refusals of `domain.uploads` for a file that is no such list at all."""
    limits = limits or Limits()
    book = open_workbook(content, limits)
    headings = find_headings(book, form, sheet=sheet)
    fidelity: Fidelity | None = Fidelity()
    if book.kind == "xls":
        fidelity = None
    elif book.contents is not None and book.contents.needs_closer_look(below_row=headings.row):
        few_enough = book.contents.cells <= limits.closer_look_cells
        fidelity = look_closer(content, headings.sheet.name) if few_enough else None
    reader = _Reader(form, headings, fidelity or Fidelity(), most_bad=limits.bad_cells)
    if fidelity is None:
        reader.doubt(rules.NotLookedAtCloser(), row=0, index=None)
    rows = reader.all_rows(progress)
    return Reading(
        sha256=hashlib.sha256(content).hexdigest(),
        sheet=headings.sheet.name,
        rows=() if reader.bad else tuple(rows),
        bad=reader.remarks(reader.bad),
        doubts=reader.remarks(reader.doubts),
        places={
            column.name: ColumnPlace(column_letter(index), headings.words.get(index, ""))
            for index, column in headings.columns.items()
        },
    )


class _Reader(Generic[Row]):
    """Goes over one sheet once and gathers what there is to say about it. Rows count from 1, columns from 0."""

    def __init__(self, form: Form[Row], headings: Headings, fidelity: Fidelity, *, most_bad: int) -> None:
        self.form = form
        self._most_bad = most_bad
        self.headings = headings
        self.fidelity = fidelity
        self.bad: list[tuple[int, int, CellRemark]] = []
        self.doubts: list[tuple[int, int, CellRemark]] = []
        self._identifying = [index for index, column in headings.columns.items() if column.identifies]
        self._seen: dict[str, list[int]] = defaultdict(list)
        self._sums: dict[int, list[Any]] = {i: [] for i, column in headings.columns.items() if column.adds_up}
        self._formulas: dict[int, list[int]] = defaultdict(list)
        self._grand_total: int | None = None

    def all_rows(self, progress: Progress | None) -> list[Row]:
        """Return the typed rows. Raises NoRows."""
        sheet = self.headings.sheet
        places = [row for row in range(self.headings.row + 1, len(sheet.rows) + 1) if self._holds_data(row)]
        if not places:
            raise NoRows("file", sheet=sheet.name)
        typed: list[Row] = []
        for done, row in enumerate(places, 1):
            values = self._values(row)
            built = self._built(values, row) if values is not None else None
            if built is not None:
                typed.append(built)
            if progress is not None and (done % _BLOCK == 0 or done == len(places)):
                progress(done, len(places))
            if len(self.bad) >= self._most_bad:
                return []  # Every row is wrong in the same way; to go on would only fill the memory.
        self._check_twice()
        self._check_total()
        self._look_at_sheet(places)
        return typed

    def doubt(self, rule: Rejected, *, row: int, index: int | None, cell: Cell = None, where: str = "") -> None:
        """Note what only an officer can decide."""
        self.doubts.append(self._remark(rule, row, index, cell, where))

    def remarks(self, noted: list[tuple[int, int, CellRemark]]) -> tuple[CellRemark, ...]:
        """Return remarks in the order of the sheet."""
        return tuple(remark for _, _, remark in sorted(noted, key=lambda one: one[:2]))

    def _holds_data(self, row: int) -> bool:
        cells = self.headings.sheet.rows[row - 1]
        filled = [index for index, cell in enumerate(cells) if not is_blank(cell)]
        if not any(index in self.headings.columns for index in filled) and not self._has_formula(row):
            return False
        first = comparable(cells[filled[0]]) if filled else ""
        # Somebody's number in the row makes it a row, whatever else it says.
        if not first or any(_NUMBER.search(str(cells[index])) for index in self._identifying if index in filled):
            return True
        if _ANY_TOTAL.match(first):
            self._grand_total = row if _GRAND_TOTAL.match(first) else self._grand_total
            return False
        return not (_FOOTER.match(first) or (_NOTE.match(first) and len(filled) == 1))

    def _has_formula(self, row: int) -> bool:
        return any((row, index + 1) in self.fidelity.formulas for index in self.headings.columns)

    def _values(self, row: int) -> dict[str, Any] | None:
        cells = self.headings.sheet.rows[row - 1]
        values: dict[str, Any] = {column.name: column.blank for column in self.form.columns}
        complete = True
        for index, column in self.headings.columns.items():
            cell = cells[index] if index < len(cells) else None
            try:
                self._check_fidelity(row, index, cell)
                value = column.value_of(cell)
            except Rejected as broken:
                self._refuse(broken, row, index, cell)
                complete = False
                continue
            values[column.name] = value
            if column.adds_up and value is not None:
                self._sums[index].append(value)
            if column.doubt is not None and value and (open_question := column.doubt(value)) is not None:
                self.doubt(open_question, row=row, index=index, cell=cell)
        if same := self.form.same(values):
            self._seen[same].append(row)
        return values if complete and self._one_of_each(values, row) else None

    def _check_fidelity(self, row: int, index: int, cell: Cell) -> None:
        place = (row, index + 1)
        if place in self.fidelity.errors:
            raise rules.ErrorInCell(error=self.fidelity.errors[place])
        if place in self.fidelity.formulas:
            if is_blank(cell):
                raise rules.FormulaWithoutValue
            self._formulas[index].append(row)

    def _one_of_each(self, values: Mapping[str, Any], row: int) -> bool:
        for names in self.form.one_of:
            if not any(values[name] for name in names):
                index = next(i for name in names if (i := self.headings.index_of(name)) is not None)
                headings = "、".join(self.form.column(name).zh for name in names)
                self._refuse(rules.CellNeitherGiven(headings=headings), row, index, None)
                return False
        return True

    def _built(self, values: Mapping[str, Any], row: int) -> Row | None:
        try:
            return self.form.build(values, row)
        except Rejected as broken:
            index = self.headings.index_of(broken.field)
            cells = self.headings.sheet.rows[row - 1]
            self._refuse(broken, row, index, cells[index] if index is not None and index < len(cells) else None)
            return None

    def _check_twice(self) -> None:
        for rows in self._seen.values():
            if len(rows) < 2:
                continue
            named = "、".join(str(row) for row in rows[:10]) + ("…" if len(rows) > 10 else "")
            for row in rows:
                cells = self.headings.sheet.rows[row - 1]
                index = next(i for i in self._identifying if i < len(cells) and not is_blank(cells[i]))
                self._refuse(rules.TwiceInFile(rows=named), row, index, cells[index])

    def _check_total(self) -> None:
        if self._grand_total is None or self.bad:
            return
        cells = self.headings.sheet.rows[self._grand_total - 1]
        for index, amounts in self._sums.items():
            cell = cells[index] if index < len(cells) else None
            if is_blank(cell):
                continue
            computed = total(amounts)
            try:
                stated = self.headings.columns[index].parse(cell, "")
                if stated != computed:
                    raise rules.TotalDoesNotFoot(stated=stated, computed=computed)
            except Rejected as broken:
                self._refuse(broken, self._grand_total, index, cell)

    def _look_at_sheet(self, places: Sequence[int]) -> None:
        sheet, columns = self.headings.sheet, self.headings.columns
        for first_row, first_column, last_row, last_column in self.fidelity.merged:
            touched = [i for i in columns if first_column <= i + 1 <= last_column]
            if touched and any(first_row <= row <= last_row for row in places):
                area = f"{column_letter(first_column - 1)}{first_row}:{column_letter(last_column - 1)}{last_row}"
                self._refuse(rules.CellsMerged(range=area), max(first_row, places[0]), touched[0], None)
        hidden = [row for row in places if row in self.fidelity.hidden_rows]
        if hidden:
            self.doubt(rules.HiddenRows(count=len(hidden)), row=hidden[0], index=None)
        for index in columns:
            if index + 1 in self.fidelity.hidden_columns:
                self.doubt(rules.HiddenColumn(), row=0, index=index)
            if self._formulas[index]:
                rows = self._formulas[index]
                self.doubt(rules.FormulasRead(count=len(rows)), row=rows[0], index=index)
        for index in self.headings.unknown:
            if any(index < len(sheet.rows[row - 1]) and not is_blank(sheet.rows[row - 1][index]) for row in places):
                self.doubt(rules.ColumnNotRead(), row=0, index=index)
        for name in self.headings.other_sheets:
            self.doubt(rules.SheetNotRead(), row=0, index=None, where=name)

    def _refuse(self, rule: Rejected, row: int, index: int | None, cell: Cell) -> None:
        self.bad.append(self._remark(rule, row, index, cell, ""))

    def _remark(
        self, rule: Rejected, row: int, index: int | None, cell: Cell, where: str
    ) -> tuple[int, int, CellRemark]:
        column: Column | None = self.headings.columns.get(index) if index is not None else None
        return (
            row,
            -1 if index is None else index,
            CellRemark(
                sheet=where or self.headings.sheet.name,
                row=row,
                column="" if index is None else column_letter(index),
                heading="" if index is None else self.headings.words.get(index, ""),
                value="" if column is None or is_blank(cell) else column.shown(cell),
                code=rule.code,
                zh=rule.sentence("zh"),
                en=rule.sentence("en"),
            ),
        )
