"""The lists the office knows, behind `application.imports.Lists`."""

from __future__ import annotations

from application.imports import BatchRow, PersonRow, Progress, Reading
from application.ports import Clock
from infrastructure.spreadsheet.batch_form import batch_form
from infrastructure.spreadsheet.limits import Limits
from infrastructure.spreadsheet.people_form import people_form
from infrastructure.spreadsheet.reading import read
from infrastructure.spreadsheet.template import template


class SpreadsheetLists:
    """Reads people and batch lists and gives out empty ones. The clock says after which day nobody is born."""

    def __init__(self, clock: Clock, limits: Limits | None = None) -> None:
        self._clock = clock
        self._limits = limits or Limits()

    def read_people(self, content: bytes, *, sheet: str = "", progress: Progress | None = None) -> Reading[PersonRow]:
        """Read a list of people. Raises the refusals of `domain.uploads`."""
        form = people_form(today=self._clock.today())
        return read(content, form, sheet=sheet, limits=self._limits, progress=progress)

    def read_batch(self, content: bytes, *, sheet: str = "", progress: Progress | None = None) -> Reading[BatchRow]:
        """Read a list of amounts to pay. Raises the refusals of `domain.uploads`."""
        return read(content, batch_form(), sheet=sheet, limits=self._limits, progress=progress)

    def people_template(self) -> bytes:
        """Return an empty people list as .xlsx, the same bytes each time."""
        return template(people_form(today=self._clock.today()))

    def batch_template(self) -> bytes:
        """Return an empty batch list as .xlsx, the same bytes each time."""
        return template(batch_form())
