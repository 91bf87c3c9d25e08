"""A list of signals, as a job brings it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from application.bulk_saved import Saved, was_done
from application.commands.brought_lists import BadRow
from application.commands.signals import RecordSignals, check_signals, record_signals, told_by
from application.desk import Desk
from application.imports import Lists, Progress, Reading, SignalRow
from application.jobs import Job, RowOf, SignalImport
from application.road import Officer


@dataclass(slots=True)
class SignalList:
    """People whom other registers report; `check` finds out who is meant."""

    job: Job
    ask: SignalImport
    desk: Desk
    lists: Lists

    def was_done(self) -> bool:
        """Say whether the job's command has been answered."""
        return was_done(self.job, self.desk)

    def read(self, content: bytes, *, sheet: str, progress: Progress) -> Reading[SignalRow]:
        """Read the file. Raises the refusals of `domain.uploads`."""
        return self.lists.read_signals(content, sheet=sheet, progress=progress)

    def check(self, rows: Sequence[SignalRow]) -> Sequence[BadRow]:
        """Return every row that `record_signals` would refuse, in the order of the file; none when it is done."""
        return () if self.was_done() else check_signals(rows, region=self.ask.region, desk=self.desk)

    def save(self, rows: Sequence[SignalRow]) -> Saved:
        """Record the signals, and say whom each row meant. Raises what the command does, WouldDo in a dry run."""
        signals, _ = told_by(rows, desk=self.desk)
        ask = RecordSignals(command_id=self.job.command_id, signals=signals, region=self.ask.region, on=self.ask.on)
        answer = record_signals(ask, by=Officer(self.job.asked_by), desk=self.desk)
        found = zip(rows, signals, strict=True)
        return Saved(answer, [RowOf(row.row, signal.beneficiary) for row, signal in found])
