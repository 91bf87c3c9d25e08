"""A list of a screening that the office brings: whom each row means, what it tells, and every row that is wrong.

Each row is held against the rules by itself, so that a list of thousands is put right in one go; the command then
takes all of it, and holds it against them once more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from application import streams
from application.commands.brought_lists import BadRow, NobodyOfThatNumber, whom_they_mean
from application.commands.screenings import (
    FollowedUp,
    ListCandidates,
    RecordFollowUps,
    RecordStage,
    Result,
    list_candidates,
    record_follow_ups,
    record_stage,
)
from application.desk import Desk
from application.imports import ScreeningList, ScreeningRow
from application.jobs import ScreeningImport
from application.road import Answer, Officer
from application.work import Work
from domain.regions import RegionCode
from domain.rejected import Rejected
from domain.screenings import decisions
from domain.screenings.events import Candidate, FollowUpResult, ScreeningOpened, StageResult
from domain.screenings.plan import Reason
from domain.screenings.state import Screening, stage_of, still_open


@dataclass(frozen=True, slots=True)
class Told:
    """What a row says of a person; `reason` is the plan's code if the plan knows what was written."""

    row: int
    beneficiary: str
    on: date
    good: bool
    reason: str
    institution: str
    day: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a list tells, in the order of the file, and every bad row."""

    told: tuple[Told, ...]
    bad: tuple[BadRow, ...]


def told_by(rows: Sequence[ScreeningRow], ask: ScreeningImport, *, desk: Desk, by: str) -> Found:
    """Find out whom a list means and hold each row against the rules.

    Raises NoSuchScreening, ScreeningIsClosed, NoSuchStage; what is wrong with single rows is in the answer.
    """
    state = streams.screening(Work(desk.log, attempt=0), ask.screening).state
    plan = still_open(state)
    reasons = _reasons(plan, ask)
    found, bad = whom_they_mean(rows, desk)
    if ask.region:
        found, elsewhere = _inside(ask.region, found, desk)
        bad += elsewhere
    told = tuple(
        Told(
            row=row.row,
            beneficiary=person,
            on=row.on or ask.on,
            good=row.good is not False,
            reason=_code(row.reason, reasons),
            institution=row.institution,
            day=row.day or 0,
        )
        for row, person in found
    )
    for one in told:
        try:
            _hold(one, ask, state, by=by)
        except Rejected as refusal:
            refusal.field = _COLUMN.get(refusal.field.rpartition(".")[2], "id_number")
            bad.append(BadRow(one.row, one.beneficiary, refusal))
    return Found(told, tuple(sorted(bad, key=lambda each: each.row)))


def take_in(told: Sequence[Told], ask: ScreeningImport, *, command_id: str, by: Officer, desk: Desk) -> Answer:
    """Do what the list was brought for. Raises what the command does."""
    match ask.what:
        case ScreeningList.CANDIDATES:
            people = tuple(one.beneficiary for one in told)
            wanted = ListCandidates(command_id=command_id, screening=ask.screening, beneficiaries=people, on=ask.on)
            return list_candidates(wanted, by=by, desk=desk)
        case ScreeningList.RESULTS:
            results = tuple(Result(one.beneficiary, one.good, one.on, one.reason, one.institution) for one in told)
            stage = RecordStage(
                command_id=command_id, screening=ask.screening, stage=ask.stage, results=results, on=ask.on
            )
            return record_stage(stage, by=by, desk=desk)
        case ScreeningList.FOLLOW_UPS:
            done = tuple(FollowedUp(one.beneficiary, one.day, one.good, one.on, one.reason) for one in told)
            followed = RecordFollowUps(command_id=command_id, screening=ask.screening, results=done, on=ask.on)
            return record_follow_ups(followed, by=by, desk=desk)


def _inside(
    area: str, found: list[tuple[ScreeningRow, str]], desk: Desk
) -> tuple[list[tuple[ScreeningRow, str]], list[BadRow]]:
    """Leave out who lives outside an area: whether somebody elsewhere is known is none of the officer's business."""
    people = streams.people(Work(desk.log, attempt=0), [person for _, person in found])
    region = {one.state.id: one.state.region for one in people}
    code = RegionCode.parse(area)
    outside = {person for _, person in found if not RegionCode.parse(region[person]).within(code)}
    bad = [BadRow(row.row, "", NobodyOfThatNumber("id_number")) for row, person in found if person in outside]
    return [each for each in found if each[1] not in outside], bad


_COLUMN = {"on": "on", "reason": "reason", "institution": "institution"}


def _reasons(plan: ScreeningOpened, ask: ScreeningImport) -> tuple[Reason, ...]:
    if ask.what is ScreeningList.RESULTS:
        return stage_of(plan, ask.stage)[1].reasons
    return plan.missed_reasons if ask.what is ScreeningList.FOLLOW_UPS else ()


def _code(words: str, reasons: Sequence[Reason]) -> str:
    """Return the code of a reason written by its code or in words; what the plan does not know stays as it is."""
    known = {words_: reason.code for reason in reasons for words_ in (reason.code, reason.zh, reason.en)}
    return known.get(words.strip(), words.strip())


def _hold(one: Told, ask: ScreeningImport, state: Screening, *, by: str) -> None:
    """Hold one row against the rules, as if it were the only one. Raises what the decision does."""
    match ask.what:
        case ScreeningList.CANDIDATES:
            decisions.list_candidates(state, [Candidate(one.beneficiary, "")], by=by, on=ask.on)
        case ScreeningList.RESULTS:
            result = StageResult(one.beneficiary, "", one.good, one.reason, one.institution, one.on)
            decisions.record_stage(state, ask.stage, [result], by=by, on=ask.on)
        case ScreeningList.FOLLOW_UPS:
            followed = FollowUpResult(one.beneficiary, "", one.day, one.good, one.reason, one.on)
            decisions.record_follow_ups(state, [followed], by=by, on=ask.on)
