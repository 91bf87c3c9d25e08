"""Doing a job: the file is read, every row checked, and then one command saves all of it.

A job may be begun again at any point, since whoever did it may have died. Nothing is saved before the command, and the
command has the job's own id: when it was done already it is answered as before.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from application.bank_lists import BankLists
from application.bulk_lists import Brought, SaysMore, brought
from application.bulk_remarks import remarks_on, row_meant
from application.commands.brought_lists import RowsRefused
from application.desk import Desk
from application.imports import CellRemark, Lists, Progress, Reading
from application.jobs import Job, JobState, RowOf
from application.road import WouldDo
from application.work import Work
from domain.batches.events import BankResultPosted, BatchSubmitted, BatchUnfundedListed, LateReturnsPosted
from domain.rejected import Rejected
from domain.uploads import DoubtsNotAccepted, HasBadCells

STEPS_A_ROW = 3
"""Each row is read, checked and saved."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job came out: `state` is done, refused or doubtful; `remarks` and `doubts` are in the order of the file."""

    state: JobState
    answer: Mapping[str, Any] | None = None
    problem: Rejected | None = None
    remarks: Sequence[CellRemark] = ()
    doubts: Sequence[CellRemark] = ()
    people: Sequence[RowOf] = ()


def work_on(
    job: Job,
    content: Callable[[], bytes],
    progress: Progress,
    *,
    desk: Desk,
    lists: Lists,
    bank_lists: BankLists,
) -> Outcome:
    """Do a job, or say why not. `content` opens the file; `progress` is told of steps, what it raises ends the work.

    A refusal is an outcome. What is raised is trouble: TooBusy, LogUnavailable, OutcomeUnknown, ViewBehind, a defect.
    """
    kind = brought(job, desk=replace(desk, dry_run=job.dry_run), lists=lists, bank_lists=bank_lists)
    try:
        reading = kind.read(content(), sheet=job.sheet, progress=lambda done, rows: progress(done, STEPS_A_ROW * rows))
    except Rejected as refusal:
        return Outcome(JobState.REFUSED, problem=refusal)
    try:
        rows = reading.accept(job.accepted)
    except HasBadCells as refusal:
        return Outcome(JobState.REFUSED, problem=refusal, remarks=reading.bad, doubts=reading.doubts)
    except DoubtsNotAccepted as refusal:
        doubts = [doubt for doubt in reading.doubts if doubt.code not in job.accepted]
        return Outcome(JobState.DOUBTFUL, problem=refusal, doubts=doubts)
    outcome = _checked_and_saved(kind, reading, rows, progress)
    if outcome.state is JobState.REFUSED and kind.was_done():
        # Somebody taken for dead has done it after all, between our look and our attempt: theirs is the answer.
        return _checked_and_saved(kind, reading, rows, progress)
    return outcome


def _checked_and_saved(kind: Brought[Any], reading: Reading[Any], rows: Sequence[Any], progress: Progress) -> Outcome:
    steps = STEPS_A_ROW * len(rows)
    facts: dict[str, object] = {"rows": len(rows), "sha256": reading.sha256}
    try:
        if bad := kind.check(rows):
            refused = RowsRefused("file", count=len(bad))
            return Outcome(JobState.REFUSED, problem=refused, remarks=remarks_on(bad, reading))
        facts |= kind.more_said() if isinstance(kind, SaysMore) else {}
        progress(2 * len(rows), steps)
        saved = kind.save(rows)
    except WouldDo as dry:
        progress(steps, steps)
        return Outcome(JobState.DONE, answer={"dry_run": True, **would_say(dry.work), **facts})
    except Rejected as refusal:
        meant = row_meant(refusal, rows)
        return Outcome(JobState.REFUSED, problem=refusal, remarks=remarks_on(meant, reading))
    progress(steps, steps)
    return Outcome(JobState.DONE, answer={**json.loads(saved.answer.body), **facts}, people=saved.people)


def would_say(work: Work) -> dict[str, object]:
    """Return what a dry run is told: of a batch its digest, people and total (fen), of a result what it settles."""
    facts = [fact for change in work.changes for fact in change.facts]
    said: dict[str, object] = {}
    for fact in facts:
        match fact:
            case BatchSubmitted():
                said |= {"digest": fact.digest, "people": fact.people, "total_fen": str(fact.total.fen)}
            case BankResultPosted():
                said |= {"settled": fact.settled, "returned": fact.returned}
            case LateReturnsPosted():
                late: dict[str, object] = {"returned_late": fact.returned, "to_treasury": fact.to_treasury}
                said = {"settled": 0, "returned": 0, **said, **late}
            case _:
                pass
    if "digest" in said:
        said["unfunded"] = sum(len(fact.beneficiaries) for fact in facts if isinstance(fact, BatchUnfundedListed))
    return said
