"""Lists of tailored service that the office brings: whom each row means, and every row that breaks a rule, at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from application import streams
from application.commands.brought_lists import BadRow, NobodyOfThatNumber, whom_they_mean
from application.commands.service_files import (
    RecordServices,
    RecordSurveys,
    ServiceRecord,
    SurveyGiven,
    record_services,
    record_surveys,
    serve_all,
    survey_all,
)
from application.desk import Desk
from application.imports import TailoredList, TailoredRow
from application.jobs import TailoredImport
from application.road import Answer, Officer
from application.work import Work
from domain.regions import RegionCode
from domain.rejected import Rejected
from domain.tailored.events import ServiceKind, Signature

Told = tuple[TailoredRow, str]
"""A row and whom it means."""


@dataclass(frozen=True, slots=True)
class Found:
    """The rows with whom they mean, in the order of the file, and every bad row."""

    told: tuple[Told, ...]
    bad: tuple[BadRow, ...]


def told_by(rows: Sequence[TailoredRow], ask: TailoredImport, *, by: Officer, desk: Desk, look: bool = True) -> Found:
    """Find out whom a list means and hold every row against the rules, a person's rows one after the other.

    Nothing is held against them without `look`: what was done by then stands.
    """
    found, bad = whom_they_mean(rows, desk)
    if ask.region:
        found, elsewhere = _inside(ask.region, found, desk)
        bad += elsewhere
    if look:
        own: dict[str, list[Told]] = {}
        for row, person in found:
            bad += _held(own.setdefault(person, []), (row, person), ask, by=by, desk=desk)
    return Found(tuple(found), tuple(sorted(bad, key=lambda one: one.row)))


def save_all(told: Iterable[Told], ask: TailoredImport, *, command_id: str, by: Officer, desk: Desk) -> Answer:
    """Record all of them. Raises what the command does."""
    wanted = _wanted(told, ask, command_id)
    if isinstance(wanted, RecordSurveys):
        return record_surveys(wanted, by=by, desk=desk)
    return record_services(wanted, by=by, desk=desk)


def _held(good: list[Told], one: Told, ask: TailoredImport, *, by: Officer, desk: Desk) -> list[BadRow]:
    """Hold a row against the rules, behind the rows of the same person that are right; keep it with them if it is."""
    wanted, work = _wanted([*good, one], ask, "held-against-the-rules"), Work(desk.log, attempt=0)
    try:
        if isinstance(wanted, RecordSurveys):
            survey_all(work, wanted, by=by, desk=desk)
        else:
            serve_all(work, wanted, by=by, desk=desk)
    except Rejected as refusal:
        column = refusal.field.partition("].")[2]
        refusal.field = column.removeprefix("signature.").partition("[")[0]
        return [BadRow(one[0].row, one[1], refusal)]
    good.append(one)
    return []


def _wanted(told: Iterable[Told], ask: TailoredImport, command_id: str) -> RecordSurveys | RecordServices:
    if ask.what is TailoredList.SURVEYS:
        surveys = tuple(SurveyGiven(person, row.needs, (), _page(row), row.on) for row, person in told)
        return RecordSurveys(command_id=command_id, year=ask.year, surveys=surveys)
    services = tuple(
        ServiceRecord(person, row.kind or ServiceKind.OTHER, row.times, row.provider, _page(row), row.on)
        for row, person in told
    )
    return RecordServices(command_id=command_id, year=ask.year, services=services)


def _page(row: TailoredRow) -> Signature:
    return Signature(row.page_sha256, row.signer, row.signed_on)


def _inside(area: str, found: list[Told], desk: Desk) -> tuple[list[Told], list[BadRow]]:
    """Leave out who lives outside an area: whether somebody elsewhere is known is none of the officer's business."""
    people = streams.people(Work(desk.log, attempt=0), [person for _, person in found])
    region = {one.state.id: one.state.region for one in people}
    code = RegionCode.parse(area)
    outside = {person for _, person in found if not RegionCode.parse(region[person]).within(code)}
    bad = [BadRow(row.row, "", NobodyOfThatNumber("id_number")) for row, person in found if person in outside]
    return [one for one in found if one[1] not in outside], bad
