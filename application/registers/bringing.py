"""Bringing a register: every row that is wrong is named at once, and then one command records all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from application import streams
from application.commands.brought_lists import BadRow, NobodyOfThatNumber, whom_they_mean
from application.desk import Desk
from application.registers.kinds import RegisterKind
from application.registers.known import REGISTERS
from application.registers.register import Bringing
from application.registers.rows import RegisterRow
from application.road import Answer, Officer
from application.work import Work
from domain.money import ZERO, Money
from domain.regions import RegionCode
from domain.rejected import Rejected


class NamesNobody(Rejected):
    """“{register}” names no people, so no region narrows it; leave the region out."""

    code = "register_names_nobody"
    zh = "“{register}”不涉及人员，不按区划限定，请不要填写区划。"


@dataclass(frozen=True, slots=True, kw_only=True)
class BringRegister:
    """Record a whole register that belongs to `of`; the file's hash (hex) and its sheet say which rows are meant."""

    command_id: str
    register: RegisterKind
    of: str
    region: str
    on: date
    sheet: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What became of looking at a list: its rows with whom each means, every bad row, what they come to in money."""

    rows: tuple[RegisterRow, ...]
    bad: tuple[BadRow, ...]
    total: Money = ZERO


def look_at(rows: Sequence[RegisterRow], ask: BringRegister, *, by: Officer, desk: Desk, done: bool = False) -> Looked:
    """Find out whom the rows mean, and hold each against the rules on what the right rows before it leave.

    With `done`, nothing is held against them: what was recorded by then stands. Raises NamesNobody, NotARegionCode, and
    what is wrong with the list as a whole (there is no such scheme, programme or levy).
    """
    register = REGISTERS[ask.register]
    if ask.region and not register.of_people:
        raise NamesNobody("region", register=register.zh)
    told, bad = _whom(rows, ask.region, desk) if register.of_people else (list(rows), [])
    if done:
        return Looked(tuple(told), tuple(bad))
    work, total = Work(desk.log, attempt=0), ZERO
    _read_people(work, told)
    for row in told:
        try:
            total += _amount(register.step(work, row.values, Bringing(ask.of, ask.on, by, desk)))
        except Rejected as refusal:
            if refusal.field in register.about:
                refusal.field = "of"
                raise
            refusal.field = register.column_of(refusal.field)
            bad.append(BadRow(row.row, row.values.get("beneficiary") or "", refusal))
    return Looked(tuple(told), tuple(sorted(bad, key=lambda one: one.row)), total)


def bring(rows: Sequence[RegisterRow], ask: BringRegister, *, by: Officer, desk: Desk) -> Answer:
    """Record every row, each on what the rows before it leave; the answer says how many, and what they come to.

    The rows are as `look_at` gave them back. Raises what a row is refused for, as `rows[3].amount`.
    """
    register = REGISTERS[ask.register]

    def decide(work: Work) -> dict[str, object]:
        _read_people(work, rows)
        total, says_amounts = ZERO, False
        for index, row in enumerate(rows):
            try:
                said = register.step(work, row.values, Bringing(ask.of, ask.on, by, desk))
            except Rejected as refusal:
                if refusal.field in register.about:
                    refusal.field = "of"
                else:
                    refusal.field = f"rows[{index}].{register.column_of(refusal.field)}"
                raise
            total, says_amounts = total + _amount(said), says_amounts or "amount_fen" in said
        counted: dict[str, object] = {"register": ask.register.value, "of": ask.of, "recorded": len(rows)}
        return counted | ({"total_fen": str(total.fen)} if says_amounts else {})

    return desk.take(ask, decide, by=by)


def _amount(said: Mapping[str, object]) -> Money:
    return Money(int(str(said.get("amount_fen", 0))))


def _whom(rows: Sequence[RegisterRow], area: str, desk: Desk) -> tuple[list[RegisterRow], list[BadRow]]:
    """Return the rows with whom they mean; whether somebody outside an area is known is none of the officer's business.

    A row that names somebody by a number and by an id must mean the same person by both.
    """
    numbered = [row for row in rows if row.id_number or row.certificate]
    found, bad = whom_they_mean(numbered, desk)
    meant = {row.row: person for row, person in found}
    wrong = {one.row for one in bad}
    told = []
    for row in rows:
        said = row.values.get("beneficiary") or ""
        person = meant.get(row.row, said)
        if row.row in wrong:
            continue
        if said and said != person:
            bad.append(BadRow(row.row, said, NobodyOfThatNumber("beneficiary")))
            continue
        told.append(replace(row, values=_with(row.values, person)))
    if not area:
        return told, bad
    code = RegionCode.parse(area, field="region")
    people = streams.people(Work(desk.log, attempt=0), list(dict.fromkeys(row.values["beneficiary"] for row in told)))
    outside = {
        one.state.id
        for one in people
        if not one.state.commitment or not RegionCode.parse(one.state.region).within(code)
    }
    bad += [
        BadRow(row.row, "", NobodyOfThatNumber("id_number")) for row in told if row.values["beneficiary"] in outside
    ]
    return [row for row in told if row.values["beneficiary"] not in outside], bad


def _read_people(work: Work, rows: Sequence[RegisterRow]) -> None:
    """Begin to work row by row, with everybody a list names read at once."""
    work.row_by_row()
    if people := list(dict.fromkeys(person for row in rows if (person := row.values.get("beneficiary")))):
        streams.people(work, people)


def _with(values: Mapping[str, Any], person: str) -> dict[str, Any]:
    """Return a row's values with whom it means, and without the numbers that said so."""
    return {**values, "beneficiary": person, "id_number": "", "certificate": ""}
