"""人员：登记、更正档案、情况变化、死亡、迁出 / People: register them, and record what happens to them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from api.http.answers import Done, PeopleRegistered, RecordChanged, Rehearsed
from api.http.body import Body
from api.http.commanding import TheCommand
from api.http.people import CorrectionBody, PersonBody, Reason, bring, correct, named_in_list
from api.http.router import Router
from api.http.values import Day, RegionText, path_id, slashed, words
from application.access.places import operation_of, places_of
from application.commands import beneficiaries
from application.commands.beneficiaries import (
    ChangePersonalRecord,
    NewPerson,
    RecordCircumstances,
    RecordDeath,
    RecordMove,
    RegisterPeople,
)
from application.desk import Desk
from application.road import Answer
from domain.facts import Fact

router = Router(tags=["beneficiaries"])

Beneficiary = Annotated[str, path_id("人员编号", "Beneficiary id", "b-7k0v9m2xq4a8e1zt")]
UNKNOWN_YET = "0" * 64


class RegistrationBody(Body):
    """People to register, all or none of them. Long lists come as a file."""

    people: list[PersonBody] = Field(min_length=1, max_length=100)
    why: Reason
    on: Day


@router.post("/beneficiaries", response_model=PeopleRegistered | Rehearsed)
def register_people(body: RegistrationBody, command: TheCommand) -> Response:
    """登记人员 / Register people."""
    caller = command.caller
    who = tuple(NewPerson(f"row-{row}", person.region, UNKNOWN_YET, ()) for row, person in enumerate(body.people))
    ask = RegisterPeople(command_id=command.id, people=who, on=body.on)
    caller.may(operation_of(ask), places_of(ask, caller.services.desk))
    rows = [bring(person, row, caller.services.lists) for row, person in enumerate(body.people)]
    ids: list[str] = []

    def carry_out(desk: Desk) -> Answer:
        with named_in_list("people"):
            answer, found = beneficiaries.register_people(
                rows, command_id=command.id, why=body.why, on=body.on, by=caller.officer, desk=desk
            )
        ids.extend(found)
        return answer

    return command.answer(carry_out, beneficiaries=ids)


class RecordChangeBody(Body):
    """What of a personal record is said anew; the rest stays."""

    record: CorrectionBody
    why: Reason


@router.post("/beneficiaries/{beneficiary}/record-changes", response_model=RecordChanged | Rehearsed)
def change_personal_record(beneficiary: Beneficiary, body: RecordChangeBody, command: TheCommand) -> Response:
    """更正个人档案 / Correct a personal record."""
    person, caller = slashed(beneficiary), command.caller
    fields = tuple(sorted(body.record.said))
    ask = ChangePersonalRecord(command_id=command.id, beneficiary=person, commitment=UNKNOWN_YET, fields=fields)
    caller.may(operation_of(ask), places_of(ask, caller.services.desk))
    record = correct(person, body.record, command=command, why=body.why)

    def carry_out(desk: Desk) -> Answer:
        return beneficiaries.change_personal_record(
            person, record, command_id=command.id, why=body.why, by=caller.officer, desk=desk
        )

    return command.answer(carry_out, thing=_thing(person))


class FactBody(Body):
    """One circumstance of a person, without personal data: `low_income` = `no`, and the register that says so."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$", examples=["low_income"])]
    value: Annotated[str, words("取值", "Value", most=200)]
    source: Annotated[str, words("数据来源", "Register it was taken from", most=60)]
    as_of: Day


class CircumstancesBody(Body):
    """Facts that changed."""

    facts: list[FactBody] = Field(min_length=1, max_length=50)
    on: Day


@router.post("/beneficiaries/{beneficiary}/circumstances", response_model=Done | Rehearsed)
def record_circumstances(beneficiary: Beneficiary, body: CircumstancesBody, command: TheCommand) -> Response:
    """登记情况变化 / Record facts that changed."""
    facts = tuple(Fact(fact.name, fact.value, fact.source, fact.as_of) for fact in body.facts)
    ask = RecordCircumstances(command_id=command.id, beneficiary=slashed(beneficiary), facts=facts, on=body.on)
    return command.take(beneficiaries.record_circumstances, ask, thing=_thing(ask.beneficiary))


class DeathBody(Body):
    """A register reported a death."""

    died_on: Day
    source: Annotated[str, words("数据来源", "Register that reported it", most=60)]


@router.post("/beneficiaries/{beneficiary}/death", response_model=Done | Rehearsed)
def record_death(beneficiary: Beneficiary, body: DeathBody, command: TheCommand) -> Response:
    """登记死亡，次月起停发 / Record a death; payments stop with the month of it."""
    ask = RecordDeath(command_id=command.id, beneficiary=slashed(beneficiary), died_on=body.died_on, source=body.source)
    return command.take(beneficiaries.record_death, ask, thing=_thing(ask.beneficiary))


class MoveAwayBody(Body):
    """Somebody moved out of the area that pays."""

    moved_on: Day
    to_region: RegionText


@router.post("/beneficiaries/{beneficiary}/move", response_model=Done | Rehearsed)
def record_move(beneficiary: Beneficiary, body: MoveAwayBody, command: TheCommand) -> Response:
    """登记迁出，次月起停发 / Record a move away; payments stop with the month of it."""
    ask = RecordMove(
        command_id=command.id, beneficiary=slashed(beneficiary), moved_on=body.moved_on, to_region=body.to_region
    )
    return command.take(beneficiaries.record_move, ask, thing=_thing(ask.beneficiary))


def _thing(beneficiary: str) -> str:
    return f"beneficiary/{beneficiary}"
