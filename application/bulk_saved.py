"""What saving a brought list comes to, and whether that was done already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from application.desk import Desk
from application.jobs import Job, RowOf
from application.road import Answer


@dataclass(frozen=True, slots=True)
class Saved:
    """What the command was answered, and whom each row means."""

    answer: Answer
    people: Sequence[RowOf]


def was_done(job: Job, desk: Desk) -> bool:
    """Say whether the job's command has been answered."""
    return not desk.dry_run and desk.log.receipt(job.command_id) is not None
