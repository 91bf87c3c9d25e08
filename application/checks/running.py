"""Getting a check its inputs: the books as of a position, the lists without anybody's number, the marks of accounts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from application.calendars import counting
from application.checks.books import keep
from application.checks.check import Check, Finding, Inputs, Likeness
from application.checks.integrity import CHAIN_BROKEN
from application.checks.lists import FORM, PERSONAL, ListCell, ListRow, RawRow, Value
from application.checks.registry import CHECK, CHECKS
from application.desk import Desk
from application.invariants import breaches
from application.recorded import Recorded
from application.road import Officer
from application.views.posting import Account
from domain.checks.events import ListBrought, Parameter
from domain.checks.rejections import (
    ListBroughtTwice,
    ListMissing,
    NoSuchCheck,
    NoSuchList,
    NoSuchParameter,
    ParameterNegative,
    ParameterTooLarge,
)
from domain.free_text import PersonalNumberInText, looks_like_personal_number
from domain.working_days import CalendarUnknown, IsWorkingDay

LOOKING_AT_RECORDS = frozenset({"C07", "C08", "C12"})
"""The checks that compare accounts, phones and addresses. None is shown; that they were compared is noted."""
WHY = "审计检查：比对账户、电话、地址是否相同"
READ_AT_ONCE = 5000
SATURDAY = 5
LONGEST_DAYS, LARGEST_AMOUNT_FEN = 36_500, 10**12
"""The largest limits: a hundred years, ten thousand million yuan."""


@dataclass(frozen=True, slots=True, repr=False)
class Brought:
    """A list as it was read: its kind, the SHA-256 (hex) of its file, its rows."""

    name: str
    sha256: str
    rows: Sequence[RawRow]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which checks are to be run (none named: all that can be, with the lists brought), as of what, with what limits.

    `as_of` is a position, None for the newest; `effective` the day counted up to.
    """

    checks: tuple[str, ...]
    as_of: int | None
    effective: date
    parameters: tuple[Parameter, ...] = ()


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found by each check that ran, and what it looked at."""

    as_of: int
    found: Mapping[str, Sequence[Finding]]
    lists: tuple[ListBrought, ...]


def chosen(asked: Asked, names: Collection[str]) -> tuple[Check, ...]:
    """Return the checks to run.

    Raises NoSuchCheck, ListMissing, NoSuchParameter, ParameterNegative, ParameterTooLarge.
    """
    for index, name in enumerate(asked.checks):
        if name not in CHECK:
            raise NoSuchCheck(f"checks[{index}]", check=name[:20])
        for needed in CHECK[name].needs:
            if needed not in names:
                raise ListMissing("lists", check=name, list=needed)
    for index, given in enumerate(asked.parameters):
        if given.check not in CHECK:
            raise NoSuchCheck(f"parameters[{index}].check", check=given.check[:20])
        if given.name not in CHECK[given.check].parameters:
            raise NoSuchParameter(f"parameters[{index}].name", check=given.check, parameter=given.name[:40])
        if given.value < 0:
            raise ParameterNegative(f"parameters[{index}].value", check=given.check, parameter=given.name)
        limit = LARGEST_AMOUNT_FEN if given.name.endswith("_fen") else LONGEST_DAYS
        if given.value > limit:
            raise ParameterTooLarge(f"parameters[{index}].value", check=given.check, parameter=given.name, limit=limit)
    wanted = asked.checks or tuple(check.id for check in CHECKS)
    return tuple(check for check in CHECKS if check.id in wanted and check.runs_with(names))


def look(asked: Asked, brought: Sequence[Brought], *, by: Officer, desk: Desk) -> Looked:
    """Run checks and record nothing: what an auditor does, and the first half of what an inspector does.

    Raises what `chosen` raises, InTheFuture, NoSuchList, ListBroughtTwice, PersonalNumberInText, ViewBehind,
    ViewStopped.
    """
    desk.happened(asked.effective, field="effective")
    names = [each.name for each in brought]
    for index, name in enumerate(names):
        if name not in FORM:
            raise NoSuchList(f"lists[{index}].name", list=name[:40])
        if name in names[:index]:
            raise ListBroughtTwice(f"lists[{index}].name", list=name)
    checks = chosen(asked, names)
    newest = desk.views_now()
    position = newest if asked.as_of is None else min(asked.as_of, newest)
    rows = {each.name: known(each, desk=desk) for each in brought}
    likenesses, officers = _likenesses(checks, brought, by=by, desk=desk)
    books = keep(entries_to(position, desk=desk), upto=asked.effective)
    inputs = Inputs(
        books=books,
        as_of=position,
        on=asked.effective,
        lists=rows,
        working_days_at=_working_days(desk),
        likenesses=likenesses,
        officers=officers,
    )
    if CHAIN_BROKEN in checks:
        inputs = _with_integrity(inputs, desk=desk)
    found = {check.id: check.run(_limits(inputs, check, asked.parameters)) for check in checks}
    lists = tuple(
        ListBrought(each.name, each.sha256, len(each.rows), _unknown(each.name, rows[each.name])) for each in brought
    )
    return Looked(position, found, lists)


def entries_to(position: int, *, desk: Desk) -> Iterator[Recorded[object]]:
    """Yield the log's entries up to a position, a few thousand read at a time."""
    reached = 0
    while reached < position:
        part = desk.log.after(reached, limit=min(READ_AT_ONCE, position - reached))
        if not part:
            return
        yield from part
        reached = part[-1].position


def known(brought: Brought, *, desk: Desk) -> tuple[ListRow, ...]:
    """Return a list's rows with beneficiary ids in the stead of numbers; who is unknown has none.

    Raises PersonalNumberInText for a number of a person in a column where none belongs.
    """
    kinds = {column.name: column.kind for column in FORM[brought.name].columns}
    numbers = {str(row.values["id_number"]) for row in brought.rows if row.values.get("id_number")}
    people = desk.vault.find_many("id_number", numbers) if numbers else {}
    return tuple(
        ListRow(
            brought.name,
            row.row,
            people.get(str(row.values.get("id_number")), ""),
            dict(_impersonal(brought.name, row, kinds)),
        )
        for row in brought.rows
    )


def _impersonal(name: str, row: RawRow, kinds: Mapping[str, ListCell]) -> Iterator[tuple[str, Value]]:
    for column, value in row.values.items():
        kind = kinds[column]
        if kind in PERSONAL:
            continue
        if kind is ListCell.PUBLISHED:
            yield f"{column}_is_personal", looks_like_personal_number(str(value))
            continue
        if kind is ListCell.TEXT and name != "service_records" and value and looks_like_personal_number(str(value)):
            raise PersonalNumberInText(f"{name} row {row.row}.{column}")
        yield column, value


def _working_days(desk: Desk) -> Callable[[int], IsWorkingDay]:
    """Return what working days were counted by at a position; of a year nobody has announced, weekdays."""
    counted_at = counting(desk)
    return lambda position: partial(_was_worked, counted_at(position))


def _was_worked(counted: IsWorkingDay, day: date) -> bool:
    try:
        return counted(day)
    except CalendarUnknown:
        return day.weekday() < SATURDAY


def _unknown(name: str, rows: Sequence[ListRow]) -> int:
    names_people = any(column.kind is ListCell.ID_NUMBER for column in FORM[name].columns)
    return sum(not row.beneficiary for row in rows) if names_people else 0


def _likenesses(
    checks: Sequence[Check], brought: Sequence[Brought], *, by: Officer, desk: Desk
) -> tuple[Mapping[str, Sequence[Likeness]], Mapping[int, Mapping[str, str]]]:
    if not any(check.id in LOOKING_AT_RECORDS for check in checks):
        return {}, {}
    officers = [row for each in brought if each.name == "officers" for row in each.rows]
    fields = [{name: str(row.values.get(name) or "") for name in ("account", "phone", "address")} for row in officers]
    people, others = desk.vault.likenesses(fields, actor=by.id, why=WHY)
    return people, {row.row: marks for row, marks in zip(officers, others, strict=True)}


def _with_integrity(inputs: Inputs, *, desk: Desk) -> Inputs:
    broken = [
        (breach.rule, breach.position, breach.stream, breach.what)
        for breach in breaches(entries_to(inputs.as_of, desk=desk))
    ]
    held = desk.views.fund_position(as_of=inputs.as_of, effective=inputs.on)
    stored = {view.line: {account.value: view.balance.of(account).fen for account in Account} for view in held.lines}
    return replace(inputs, broken=broken, stored=stored)


def _limits(inputs: Inputs, check: Check, given: Sequence[Parameter]) -> Inputs:
    return replace(inputs, parameters={each.name: each.value for each in given if each.check == check.id})
