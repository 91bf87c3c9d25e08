"""A list of a screening, as a job brings it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from application.bulk_saved import Saved, was_done
from application.commands.brought_lists import BadRow
from application.commands.brought_screenings import Told, take_in, told_by
from application.desk import Desk
from application.imports import Lists, Progress, Reading, ScreeningRow
from application.jobs import Job, RowOf, ScreeningImport
from application.road import Officer


@dataclass(slots=True)
class ListOfScreening:
    """Candidates of a screening, results of a stage or follow-ups; `check` finds out who is meant."""

    job: Job
    ask: ScreeningImport
    desk: Desk
    lists: Lists
    told: Sequence[Told] = ()

    def was_done(self) -> bool:
        """Say whether the job's command has been answered."""
        return was_done(self.job, self.desk)

    def read(self, content: bytes, *, sheet: str, progress: Progress) -> Reading[ScreeningRow]:
        """Read the file. Raises the refusals of `domain.uploads`."""
        return self.lists.read_screening(self.ask.what, content, sheet=sheet, progress=progress)

    def check(self, rows: Sequence[ScreeningRow]) -> Sequence[BadRow]:
        """Return every row that is wrong by the rules."""
        found = told_by(rows, self.ask, desk=self.desk, by=self.job.asked_by)
        self.told = found.told
        return () if self.was_done() else found.bad

    def save(self, rows: Sequence[ScreeningRow]) -> Saved:
        """Take them all in by one command."""
        by = Officer(self.job.asked_by)
        answer = take_in(self.told, self.ask, command_id=self.job.command_id, by=by, desk=self.desk)
        found = zip(rows, self.told, strict=True)
        return Saved(answer, [RowOf(row.row, told.beneficiary) for row, told in found])
