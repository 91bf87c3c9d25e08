"""The lists the office knows, behind `application.imports.Lists`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from application.checks.lists import ListForm, RawRow
from application.imports import (
    BatchRow,
    PersonRow,
    Progress,
    Reading,
    RegionRow,
    ScreeningList,
    ScreeningRow,
    ServiceRow,
    SignalRow,
    TailoredList,
    TailoredRow,
)
from application.own_list_rows import CalendarRow, DocumentFormatRow
from application.people import PersonalRecord
from application.ports import Clock
from application.registers.kinds import RegisterKind
from application.registers.rows import RegisterRow
from domain.calendars.events import CalendarDay
from domain.document_formats.events import DocumentFormat
from infrastructure.spreadsheet.batch_form import batch_form
from infrastructure.spreadsheet.calendar_form import calendar_cells, calendar_form
from infrastructure.spreadsheet.check_form import check_form
from infrastructure.spreadsheet.document_formats_form import document_format_cells, document_formats_form
from infrastructure.spreadsheet.limits import Limits
from infrastructure.spreadsheet.people_form import people_form
from infrastructure.spreadsheet.reading import read
from infrastructure.spreadsheet.regions_form import regions_form
from infrastructure.spreadsheet.registers_form import registers_form
from infrastructure.spreadsheet.screening_form import screening_form
from infrastructure.spreadsheet.services_form import services_form
from infrastructure.spreadsheet.signals_form import signals_form
from infrastructure.spreadsheet.tailored_form import tailored_form
from infrastructure.spreadsheet.template import filled, template
from infrastructure.spreadsheet.typed import corrected_record, typed_person


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

    def read_services(
        self, content: bytes, *, sheet: str = "", progress: Progress | None = None
    ) -> Reading[ServiceRow]:
        """Read a list of service records. Raises the refusals of `domain.uploads`."""
        return read(content, services_form(), sheet=sheet, limits=self._limits, progress=progress)

    def read_regions(self, content: bytes, *, sheet: str = "", progress: Progress | None = None) -> Reading[RegionRow]:
        """Read a list of region names. Raises the refusals of `domain.uploads`."""
        return read(content, regions_form(), sheet=sheet, limits=self._limits, progress=progress)

    def read_calendar(
        self, content: bytes, *, sheet: str = "", progress: Progress | None = None
    ) -> Reading[CalendarRow]:
        """Read a year's list of days. Raises the refusals of `domain.uploads`."""
        return read(content, calendar_form(), sheet=sheet, limits=self._limits, progress=progress)

    def calendar_list(self, days: Sequence[CalendarDay] = (), *, as_csv: bool = False) -> bytes:
        """Return a year's list of days in the form in which it is read."""
        return filled(calendar_form(), [calendar_cells(one) for one in days], as_csv=as_csv)

    def read_document_formats(
        self, content: bytes, *, sheet: str = "", progress: Progress | None = None
    ) -> Reading[DocumentFormatRow]:
        """Read a list of document-number formats. Raises the refusals of `domain.uploads`."""
        return read(content, document_formats_form(), sheet=sheet, limits=self._limits, progress=progress)

    def document_formats_list(self, formats: Sequence[DocumentFormat] = (), *, as_csv: bool = False) -> bytes:
        """Return a list of document-number formats in the form in which it is read."""
        return filled(document_formats_form(), [document_format_cells(one) for one in formats], as_csv=as_csv)

    def read_screening(
        self, what: ScreeningList, content: bytes, *, sheet: str = "", progress: Progress | None = None
    ) -> Reading[ScreeningRow]:
        """Read a list of a screening. Raises the refusals of `domain.uploads`."""
        return read(content, screening_form(what), sheet=sheet, limits=self._limits, progress=progress)

    def read_signals(self, content: bytes, *, sheet: str = "", progress: Progress | None = None) -> Reading[SignalRow]:
        """Read a list of signals. Raises the refusals of `domain.uploads`."""
        return read(content, signals_form(), sheet=sheet, limits=self._limits, progress=progress)

    def read_external(
        self, form: ListForm, content: bytes, *, sheet: str = "", progress: Progress | None = None
    ) -> Reading[RawRow]:
        """Read a list that audit checks look at. Raises the refusals of `domain.uploads`."""
        return read(content, check_form(form), sheet=sheet, limits=self._limits, progress=progress)

    def typed_person(self, said: Mapping[str, object], *, row: int, accepting: Collection[str] = ()) -> PersonRow:
        """Return one person who was typed in (see `typed.py`)."""
        return typed_person(said, row=row, today=self._clock.today(), accepting=accepting)

    def corrected_record(
        self, record: PersonalRecord, said: Mapping[str, str], *, accepting: Collection[str] = ()
    ) -> PersonalRecord:
        """Return a record with some fields said anew (see `typed.py`)."""
        return corrected_record(record, said, today=self._clock.today(), accepting=accepting)

    def people_template(self) -> bytes:
        """Return an empty people list as .xlsx, the same bytes each time."""
        return template(people_form(today=self._clock.today()))

    def batch_template(self) -> bytes:
        """Return an empty batch list as .xlsx, the same bytes each time."""
        return template(batch_form())

    def services_template(self) -> bytes:
        """Return an empty list of service records as .xlsx, the same bytes each time."""
        return template(services_form())

    def regions_template(self) -> bytes:
        """Return an empty list of region names as .xlsx, the same bytes each time."""
        return template(regions_form())

    def read_tailored(
        self, what: TailoredList, content: bytes, *, sheet: str = "", progress: Progress | None = None
    ) -> Reading[TailoredRow]:
        """Read a list of tailored service. Raises the refusals of `domain.uploads`."""
        return read(content, tailored_form(what), sheet=sheet, limits=self._limits, progress=progress)

    def tailored_template(self, what: TailoredList) -> bytes:
        """Return an empty list of tailored service as .xlsx, the same bytes each time."""
        return template(tailored_form(what))

    def screening_template(self, what: ScreeningList) -> bytes:
        """Return an empty list of a screening as .xlsx, the same bytes each time."""
        return template(screening_form(what))

    def signals_template(self) -> bytes:
        """Return an empty list of signals as .xlsx, the same bytes each time."""
        return template(signals_form())

    def read_register(
        self, register: RegisterKind, content: bytes, *, sheet: str = "", progress: Progress | None = None
    ) -> Reading[RegisterRow]:
        """Read a register. Raises the refusals of `domain.uploads`."""
        return read(content, registers_form(register), sheet=sheet, limits=self._limits, progress=progress)

    def register_template(self, register: RegisterKind) -> bytes:
        """Return an empty register as .xlsx, the same bytes each time."""
        return template(registers_form(register))
