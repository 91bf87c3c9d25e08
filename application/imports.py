"""Lists that people bring as files: read as a whole, typed row by row, and saved only when every cell is right."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from application.own_list_rows import CalendarRow, DocumentFormatRow
from application.people import PersonalRecord
from application.registers.kinds import RegisterKind
from application.registers.rows import RegisterRow
from domain.calendars.events import CalendarDay
from domain.document_formats.events import DocumentFormat
from domain.eligibility.signals import SignalKind
from domain.money import Money
from domain.tailored.events import PageSigner, ServiceKind
from domain.uploads import DoubtsNotAccepted, HasBadCells

if TYPE_CHECKING:
    from application.checks.lists import ListForm, RawRow

Row = TypeVar("Row", covariant=True)

Progress = Callable[[int, int], None]
"""Told how many rows are done, of how many; every few hundred rows and at the end."""


@dataclass(frozen=True, slots=True)
class CellRemark:
    """One thing about one place of a file, such as `sheet 名单, row 17, column C (身份证号)`.

    `row` counts from 1 as Excel does and is 0 for a remark about a column or a sheet. `value` is what stands there,
    masked if it is personal data. `code`, `zh` and `en` are the rule's.
    """

    sheet: str
    row: int
    column: str
    heading: str
    value: str
    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class ColumnPlace:
    """Where a column stands: its letters (`C`) and its heading as written (`身份证号`)."""

    letters: str
    heading: str


@dataclass(frozen=True, slots=True)
class Reading(Generic[Row]):
    """A file read: all its rows, or every bad cell; and the doubts that an officer has to accept first.

    `sha256` (hex) is of the original bytes. Nothing is saved by reading. Rows are had through `accept` only.
    `places` say where each column of the form stands in the file, for what is found out about its rows later.
    """

    sha256: str
    sheet: str
    rows: tuple[Row, ...]
    bad: tuple[CellRemark, ...]
    doubts: tuple[CellRemark, ...]
    places: Mapping[str, ColumnPlace] = field(default_factory=dict)

    def accept(self, doubts: Collection[str] = ()) -> tuple[Row, ...]:
        """Return the rows; `doubts` are the codes the officer accepts. Raises HasBadCells, DoubtsNotAccepted."""
        if self.bad:
            raise HasBadCells("file", count=len(self.bad))
        open_doubts = [doubt for doubt in self.doubts if doubt.code not in doubts]
        if open_doubts:
            codes = ", ".join(sorted({doubt.code for doubt in open_doubts}))
            raise DoubtsNotAccepted("file", count=len(open_doubts), codes=codes)
        return self.rows


@dataclass(frozen=True, slots=True, repr=False)
class PersonRow:
    """One person of a people list. It has no repr: it holds clear personal data.

    `row` is the row in the file, `region` 6 or 12 digits, `residence` `urban` or `rural`, `disability_type` 1–7 and
    `disability_level` 1–4 (1 the most severe) as the certificate says; `certificate_valid_until` is None for one
    without an end. `facts` are further circumstances by name (`employed` = `yes`).
    """

    row: int
    record: PersonalRecord
    region: str
    residence: str
    low_income: bool
    disability_type: int
    disability_level: int
    certificate_valid_until: date | None
    long_term_care: bool
    birth_date: date
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class BatchRow:
    """One line of a batch list: whom (ID number or certificate number, or both) and how much. It has no repr."""

    row: int
    id_number: str
    certificate: str
    amount: Money
    note: str = ""


@dataclass(frozen=True, slots=True)
class RegionRow:
    """One line of a list of region names: a code (6 or 12 digits), a name, its first day, its last (None: open)."""

    row: int
    region: str
    name: str
    valid_from: date
    valid_to: date | None


class ScreeningList(StrEnum):
    """What a list of a screening tells: who was screened, what a stage came to, who was followed up."""

    CANDIDATES = "candidates"
    RESULTS = "results"
    FOLLOW_UPS = "follow_ups"


@dataclass(frozen=True, slots=True, repr=False)
class ScreeningRow:
    """One line of a list of a screening; it has no repr. What the list does not tell is None or empty.

    `good`: passed the stage, or was followed up; `reason` is a code of the plan or its words.
    """

    row: int
    id_number: str
    certificate: str
    on: date | None = None
    good: bool | None = None
    reason: str = ""
    institution: str = ""
    day: int | None = None


class TailoredList(StrEnum):
    """What a list of tailored service tells: needs that were surveyed, or services that were given."""

    SURVEYS = "surveys"
    SERVICES = "services"


@dataclass(frozen=True, slots=True, repr=False)
class TailoredRow:
    """One line of a list of tailored service; it has no repr. `needs` of a survey, the rest of a service.

    `page_sha256` is of the scanned page; `times` counts from 1.
    """

    row: int
    id_number: str
    certificate: str
    on: date
    signer: PageSigner
    signed_on: date
    page_sha256: str
    needs: tuple[ServiceKind, ...] = ()
    kind: ServiceKind | None = None
    times: int = 0
    provider: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class ServiceRow:
    """One service record of a list; it has no repr. `start` and `end` are minutes of the day, None where not said.

    `count` is of pieces; `signed_on` None: the record was not signed for.
    """

    row: int
    id_number: str
    certificate: str
    day: date
    start: int | None = None
    end: int | None = None
    count: int | None = None
    signed_on: date | None = None


@dataclass(frozen=True, slots=True, repr=False)
class SignalRow:
    """One line of a list of signals: whom a register reports (by ID number), what, since which day. It has no repr."""

    row: int
    id_number: str
    kind: SignalKind
    day: date
    source: str
    to_region: str = ""


class Lists(Protocol):
    """Reads the lists offices bring (.xlsx, .xls, .csv) and gives out empty ones to fill in.

    Reading raises the refusals of `domain.uploads` for a file that is no list at all.
    """

    def read_people(self, content: bytes, *, sheet: str = "", progress: Progress | None = None) -> Reading[PersonRow]:
        """Read a list of people."""

    def read_batch(self, content: bytes, *, sheet: str = "", progress: Progress | None = None) -> Reading[BatchRow]:
        """Read a list of amounts to pay."""

    def read_services(
        self, content: bytes, *, sheet: str = "", progress: Progress | None = None
    ) -> Reading[ServiceRow]:
        """Read a list of service records."""

    def read_regions(self, content: bytes, *, sheet: str = "", progress: Progress | None = None) -> Reading[RegionRow]:
        """Read a list of region names."""

    def read_calendar(
        self, content: bytes, *, sheet: str = "", progress: Progress | None = None
    ) -> Reading[CalendarRow]:
        """Read a year's list of days off and make-up days."""

    def calendar_list(self, days: Sequence[CalendarDay] = (), *, as_csv: bool = False) -> bytes:
        """Return such a list as .xlsx or .csv, the same bytes each time; without days it is empty, to fill in."""

    def read_document_formats(
        self, content: bytes, *, sheet: str = "", progress: Progress | None = None
    ) -> Reading[DocumentFormatRow]:
        """Read a list of document-number formats."""

    def document_formats_list(self, formats: Sequence[DocumentFormat] = (), *, as_csv: bool = False) -> bytes:
        """Return such a list as .xlsx or .csv, the same bytes each time; without formats it is empty, to fill in."""

    def read_screening(
        self, what: ScreeningList, content: bytes, *, sheet: str = "", progress: Progress | None = None
    ) -> Reading[ScreeningRow]:
        """Read a list of a screening."""

    def read_signals(self, content: bytes, *, sheet: str = "", progress: Progress | None = None) -> Reading[SignalRow]:
        """Read a list of signals: deaths, sentences, public salaries, moves, certificates lost."""

    def read_external(
        self, form: ListForm, content: bytes, *, sheet: str = "", progress: Progress | None = None
    ) -> Reading[RawRow]:
        """Read a list that audit checks look at."""

    def typed_person(self, said: Mapping[str, object], *, row: int, accepting: Collection[str] = ()) -> PersonRow:
        """Return one person who was typed in instead of listed, by the columns of the people list.

        `accepting` are the codes of doubts that are accepted. Raises the first rule of a cell that is broken, its field
        the column's name; what was typed is not repeated.
        """

    def corrected_record(
        self, record: PersonalRecord, said: Mapping[str, str], *, accepting: Collection[str] = ()
    ) -> PersonalRecord:
        """Return a person's record with some fields said anew; an empty text empties what may be empty.

        Raises as `typed_person`, and CertificateOfSomebodyElse.
        """

    def people_template(self) -> bytes:
        """Return an empty people list as .xlsx, the same bytes each time."""

    def batch_template(self) -> bytes:
        """Return an empty batch list as .xlsx, the same bytes each time."""

    def services_template(self) -> bytes:
        """Return an empty list of service records as .xlsx, the same bytes each time."""

    def regions_template(self) -> bytes:
        """Return an empty list of region names as .xlsx, the same bytes each time."""

    def read_tailored(
        self, what: TailoredList, content: bytes, *, sheet: str = "", progress: Progress | None = None
    ) -> Reading[TailoredRow]:
        """Read a list of tailored service."""

    def tailored_template(self, what: TailoredList) -> bytes:
        """Return an empty list of tailored service as .xlsx, the same bytes each time."""

    def screening_template(self, what: ScreeningList) -> bytes:
        """Return an empty list of a screening as .xlsx, the same bytes each time."""

    def signals_template(self) -> bytes:
        """Return an empty list of signals as .xlsx, the same bytes each time."""

    def read_register(
        self, register: RegisterKind, content: bytes, *, sheet: str = "", progress: Progress | None = None
    ) -> Reading[RegisterRow]:
        """Read a register."""

    def register_template(self, register: RegisterKind) -> bytes:
        """Return an empty register as .xlsx, the same bytes each time."""
