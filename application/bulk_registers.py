"""A register, as a job brings it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from application.bulk_saved import Saved, was_done
from application.commands.brought_lists import BadRow
from application.desk import Desk
from application.imports import Lists, Progress, Reading
from application.jobs import Job, RegisterImport, RowOf
from application.registers.bringing import BringRegister, Looked, bring, look_at
from application.registers.rows import RegisterRow
from application.road import Officer


@dataclass(slots=True)
class RegisterListBrought:
    """Rows of a register; `check` finds out who is meant and holds each row against the rules."""

    job: Job
    ask: RegisterImport
    desk: Desk
    lists: Lists
    looked: Looked = field(default_factory=lambda: Looked((), ()))

    def was_done(self) -> bool:
        """Say whether the job's command has been answered."""
        return was_done(self.job, self.desk)

    def read(self, content: bytes, *, sheet: str, progress: Progress) -> Reading[RegisterRow]:
        """Read the file. Raises the refusals of `domain.uploads`."""
        return self.lists.read_register(self.ask.what, content, sheet=sheet, progress=progress)

    def check(self, rows: Sequence[RegisterRow]) -> Sequence[BadRow]:
        """Return every row that is wrong by the rules. Raises what is wrong with the list as a whole."""
        by = Officer(self.job.asked_by)
        self.looked = look_at(rows, self._wanted(), by=by, desk=self.desk, done=self.was_done())
        return self.looked.bad

    def more_said(self) -> dict[str, object]:
        """Return what its rows come to, where that is money; a trial is told it, too."""
        return {"total_fen": str(self.looked.total.fen)} if self.looked.total else {}

    def save(self, rows: Sequence[RegisterRow]) -> Saved:
        """Record them all by one command."""
        del rows
        answer = bring(self.looked.rows, self._wanted(), by=Officer(self.job.asked_by), desk=self.desk)
        people = [(row.row, row.values.get("beneficiary")) for row in self.looked.rows]
        return Saved(answer, [RowOf(row, person) for row, person in people if person])

    def _wanted(self) -> BringRegister:
        return BringRegister(
            command_id=self.job.command_id,
            register=self.ask.what,
            of=self.ask.of,
            region=self.ask.region,
            on=self.ask.on,
            sheet=self.job.sheet,
            sha256=self.job.file_sha256,
        )
