"""The lists a job may bring: how each is read, checked row by row, and saved by one command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar, runtime_checkable

from application.bank_formats import result_columns
from application.bank_lists import BankLists, ResultRow
from application.bulk_registers import RegisterListBrought
from application.bulk_saved import Saved, was_done
from application.bulk_screenings import ListOfScreening
from application.bulk_signals import SignalList
from application.bulk_tailored import TailoredListBrought
from application.commands.bank import PostBankResult, post_bank_result
from application.commands.batch_lists import Listed
from application.commands.batches import SubmitBatch, submit_batch
from application.commands.beneficiaries import register_people
from application.commands.brought_lists import BadRow, look_up, people_of
from application.commands.brought_people import check_people, outside_of
from application.commands.brought_results import Answered, check_result
from application.commands.brought_services import served_by
from application.commands.contracts import AcceptServiceMonth, accept_service_month
from application.commands.region_names import NameRegions, check_names, name_regions, named_in
from application.desk import Desk
from application.imports import (
    BatchRow,
    Lists,
    PersonRow,
    Progress,
    Reading,
    RegionRow,
    ScreeningRow,
    ServiceRow,
    SignalRow,
    TailoredRow,
)
from application.jobs import (
    BankResultImport,
    BatchImport,
    Job,
    PeopleImport,
    RegionImport,
    RegisterImport,
    RowOf,
    ScreeningImport,
    ServiceImport,
    SignalImport,
    TailoredImport,
)
from application.registers.rows import RegisterRow
from application.road import Officer
from domain.attendance.decisions import ServiceLine

Row = TypeVar(
    "Row",
    PersonRow,
    BatchRow,
    ResultRow,
    RegionRow,
    RegisterRow,
    ScreeningRow,
    SignalRow,
    ServiceRow,
    TailoredRow,
)


class Brought(Protocol[Row]):
    """One kind of list. `check` comes before `save`; both may be asked again."""

    def was_done(self) -> bool:
        """Say whether the job's command has been answered."""

    def read(self, content: bytes, *, sheet: str, progress: Progress) -> Reading[Row]:
        """Read the file. Raises the refusals of `domain.uploads`."""

    def check(self, rows: Sequence[Row]) -> Sequence[BadRow]:
        """Return every row that is wrong by the rules."""

    def save(self, rows: Sequence[Row]) -> Saved:
        """Do what the list was brought for. Raises what the command does, WouldDo in a dry run."""


@runtime_checkable
class SaysMore(Protocol):
    """A list of which more is to be told than what its command was answered."""

    def more_said(self) -> Mapping[str, object]:
        """Return what is told, once it was checked: lines set aside, under way, known before."""


def brought(job: Job, *, desk: Desk, lists: Lists, bank_lists: BankLists) -> Brought[Any]:
    """Return the list that a job brings."""
    match job.parameters:
        case PeopleImport() as people:
            return PeopleList(job, people, desk, lists)
        case BatchImport() as batch:
            return BatchList(job, batch, desk, lists)
        case BankResultImport() as result:
            return ResultList(job, result, desk, bank_lists)
        case RegionImport() as regions:
            return RegionList(job, regions, desk, lists)
        case SignalImport() as signals:
            return SignalList(job, signals, desk, lists)
        case RegisterImport() as register:
            return RegisterListBrought(job, register, desk, lists)
        case TailoredImport() as tailored:
            return TailoredListBrought(job, tailored, desk, lists)
        case ScreeningImport() as screening:
            return ListOfScreening(job, screening, desk, lists)
        case ServiceImport() as services:
            return ServiceList(job, services, desk, lists)


@dataclass(slots=True)
class PeopleList:
    """People to register."""

    job: Job
    ask: PeopleImport
    desk: Desk
    lists: Lists

    def was_done(self) -> bool:
        return was_done(self.job, self.desk)

    def read(self, content: bytes, *, sheet: str, progress: Progress) -> Reading[PersonRow]:
        return self.lists.read_people(content, sheet=sheet, progress=progress)

    def check(self, rows: Sequence[PersonRow]) -> Sequence[BadRow]:
        if self.was_done():
            return ()
        if outside := outside_of(self.ask.region, rows):
            return outside
        return check_people(rows, why=self.ask.why, by=Officer(self.job.asked_by), desk=self.desk)

    def save(self, rows: Sequence[PersonRow]) -> Saved:
        answer, ids = register_people(
            rows,
            command_id=self.job.command_id,
            why=self.ask.why,
            on=self.ask.on,
            by=Officer(self.job.asked_by),
            desk=self.desk,
        )
        return Saved(answer, [RowOf(row.row, person) for row, person in zip(rows, ids, strict=True)])


@dataclass(slots=True)
class BatchList:
    """People and amounts to submit as a batch; `check` finds out who is meant."""

    job: Job
    ask: BatchImport
    desk: Desk
    lists: Lists
    listed: tuple[Listed, ...] = ()

    def was_done(self) -> bool:
        return was_done(self.job, self.desk)

    def read(self, content: bytes, *, sheet: str, progress: Progress) -> Reading[BatchRow]:
        return self.lists.read_batch(content, sheet=sheet, progress=progress)

    def check(self, rows: Sequence[BatchRow]) -> Sequence[BadRow]:
        if self.was_done():  # The same lines get the same answer, though by now they may be paid.
            self.listed = people_of(rows, self.desk)
            return ()
        ask = self.ask
        found = look_up(
            rows,
            programme=ask.programme,
            region=ask.region,
            period=ask.period,
            on=ask.on,
            desk=self.desk,
            payout_kind=ask.payout_kind,
            agreements=ask.agreements,
        )
        self.listed = found.listed
        return found.bad

    def save(self, rows: Sequence[BatchRow]) -> Saved:
        ask = SubmitBatch(
            command_id=self.job.command_id,
            programme=self.ask.programme,
            region=self.ask.region,
            period=self.ask.period,
            number=self.ask.number,
            payout_kind=self.ask.payout_kind,
            listed=self.listed,
            agreements=self.ask.agreements,
            on=self.ask.on,
        )
        answer = submit_batch(ask, by=Officer(self.job.asked_by), desk=self.desk)
        found = zip(rows, self.listed, strict=True)
        return Saved(answer, [RowOf(row.row, line.beneficiary) for row, line in found])


@dataclass(slots=True)
class ResultList:
    """The bank's word on a batch's payments; `check` finds out whose they are."""

    job: Job
    ask: BankResultImport
    desk: Desk
    lists: BankLists
    answered: Answered = field(default_factory=Answered)

    def was_done(self) -> bool:
        return was_done(self.job, self.desk)

    def read(self, content: bytes, *, sheet: str, progress: Progress) -> Reading[ResultRow]:
        columns = result_columns(self.ask.bank_format, self.desk)
        return self.lists.read_result(content, sheet=sheet, result=columns, progress=progress)

    def check(self, rows: Sequence[ResultRow]) -> Sequence[BadRow]:
        self.answered = check_result(
            rows,
            self.ask.batch_id,
            on=self.ask.on,
            sha256=self.job.file_sha256,
            command_id=self.job.command_id,
            desk=self.desk,
        )
        return self.answered.bad

    def more_said(self) -> Mapping[str, object]:
        return self.answered.said()

    def save(self, rows: Sequence[ResultRow]) -> Saved:
        del rows
        ask = PostBankResult(
            command_id=self.job.command_id,
            batch_id=self.ask.batch_id,
            statement=self.job.file_name,
            statement_sha256=self.job.file_sha256,
            lines=self.answered.lines,
            on=self.ask.on,
        )
        answer = post_bank_result(ask, by=Officer(self.job.asked_by), desk=self.desk)
        found = zip(self.answered.rows, self.answered.lines, strict=True)
        return Saved(answer, [RowOf(row, line.beneficiary) for row, line in found])


@dataclass(slots=True)
class RegionList:
    """Regions and their names."""

    job: Job
    ask: RegionImport
    desk: Desk
    lists: Lists

    def was_done(self) -> bool:
        return was_done(self.job, self.desk)

    def read(self, content: bytes, *, sheet: str, progress: Progress) -> Reading[RegionRow]:
        return self.lists.read_regions(content, sheet=sheet, progress=progress)

    def check(self, rows: Sequence[RegionRow]) -> Sequence[BadRow]:
        return () if self.was_done() else check_names(rows, document=self.ask.document, desk=self.desk)

    def save(self, rows: Sequence[RegionRow]) -> Saved:
        ask = NameRegions(
            command_id=self.job.command_id, names=tuple(named_in(row) for row in rows), document=self.ask.document
        )
        return Saved(name_regions(ask, by=Officer(self.job.asked_by), desk=self.desk), ())


@dataclass(slots=True)
class ServiceList:
    """A month's service records; `check` finds out who is meant and looks at every line."""

    job: Job
    ask: ServiceImport
    desk: Desk
    lists: Lists
    lines: tuple[ServiceLine, ...] = ()

    def was_done(self) -> bool:
        return was_done(self.job, self.desk)

    def read(self, content: bytes, *, sheet: str, progress: Progress) -> Reading[ServiceRow]:
        return self.lists.read_services(content, sheet=sheet, progress=progress)

    def check(self, rows: Sequence[ServiceRow]) -> Sequence[BadRow]:
        found = served_by(rows, self.ask, desk=self.desk, look=not self.was_done())
        self.lines = found.lines
        return found.bad

    def save(self, rows: Sequence[ServiceRow]) -> Saved:
        ask = AcceptServiceMonth(
            command_id=self.job.command_id,
            agreement_id=self.ask.agreement_id,
            month=self.ask.month,
            sheet=self.ask.acceptance_sheet,
            lines=self.lines,
            on=self.ask.on,
        )
        answer = accept_service_month(ask, by=Officer(self.job.asked_by), desk=self.desk)
        found = zip(rows, self.lines, strict=True)
        return Saved(answer, [RowOf(row.row, line.beneficiary) for row, line in found])
