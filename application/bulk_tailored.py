"""A list of surveys or of services given, as a job brings it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from application.bulk_saved import Saved, was_done
from application.commands.brought_lists import BadRow
from application.commands.brought_tailored import Found, save_all, told_by
from application.desk import Desk
from application.imports import Lists, Progress, Reading, TailoredRow
from application.jobs import Job, RowOf, TailoredImport
from application.road import Officer


@dataclass(slots=True)
class TailoredListBrought:
    """Surveys or services given; `check` finds out who is meant and holds each row against the rules."""

    job: Job
    ask: TailoredImport
    desk: Desk
    lists: Lists
    found: Found = field(default_factory=lambda: Found((), ()))

    def was_done(self) -> bool:
        """Say whether the job's command has been answered."""
        return was_done(self.job, self.desk)

    def read(self, content: bytes, *, sheet: str, progress: Progress) -> Reading[TailoredRow]:
        """Read the file. Raises the refusals of `domain.uploads`."""
        return self.lists.read_tailored(self.ask.what, content, sheet=sheet, progress=progress)

    def check(self, rows: Sequence[TailoredRow]) -> Sequence[BadRow]:
        """Return every row that is wrong by the rules."""
        self.found = told_by(rows, self.ask, by=Officer(self.job.asked_by), desk=self.desk, look=not self.was_done())
        return self.found.bad

    def save(self, rows: Sequence[TailoredRow]) -> Saved:
        """Record them all by one command."""
        by = Officer(self.job.asked_by)
        answer = save_all(self.found.told, self.ask, command_id=self.job.command_id, by=by, desk=self.desk)
        found = zip(rows, self.found.told, strict=True)
        return Saved(answer, [RowOf(row.row, person) for row, (_, person) in found])
