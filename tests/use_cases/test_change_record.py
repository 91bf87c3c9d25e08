"""A personal record changes in the vault and then in the log, and what lies between the two is healed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from threading import Barrier
from typing import Any

import pytest

from application.commands.beneficiaries import change_personal_record, register_people
from application.people import AccessAction, Amendment, PersonalRecord
from application.road import Answer, CommandIdMissing, CommandIdReused, Officer
from domain.beneficiaries.events import PersonalRecordChanged
from domain.beneficiaries.rejections import NotRegistered, RecordUnchanged
from domain.beneficiaries.state import replay
from domain.personal_data import NumberOfSomebodyElse, ReasonMissing
from domain.rejected import Rejected
from infrastructure.vault.memory_vault import MemoryVault
from tests.support.people_desk import LI, TODAY, ZHAO, Crash, Room, a_room, row

WANG, CHEN = Officer("wang"), Officer("chen")
WHY = "returned payment of 2026-06"
NEW_CARD = replace(LI, account="9999990000000018")
NEW_PHONE = replace(LI, phone="13900009999")


def registered(room: Room, *people: PersonalRecord) -> tuple[str, ...]:
    rows = [row(place, record) for place, record in enumerate(people, 2)]
    return register_people(rows, command_id="register-1", why="people import", on=TODAY, by=WANG, desk=room.desk)[1]


def change(
    room: Room,
    person: str,
    record: PersonalRecord,
    *,
    command_id: str = "change-01",
    by: Officer = WANG,
    why: str = WHY,
) -> Answer:
    return change_personal_record(person, record, command_id=command_id, why=why, by=by, desk=room.desk)


def changes(room: Room, person: str) -> list[PersonalRecordChanged]:
    return [fact for fact in room.facts(person) if isinstance(fact, PersonalRecordChanged)]


def in_vault(room: Room, person: str, commitment: str = "") -> PersonalRecord:
    return room.vault.reveal(person, actor="auditor", why="check", commitment=commitment)


def agree(room: Room, person: str) -> bool:
    """Say whether the log's commitment is the one of the vault's current record."""
    known = replay(person, room.facts(person)).commitment
    current = room.vault.amend(person, in_vault(room, person), actor="auditor", why="check")
    return current == Amendment(known, ())


def test_the_log_hears_which_fields_changed_and_binds_the_new_record() -> None:
    room = a_room()
    [li] = registered(room, LI)
    answer = change(room, li, replace(NEW_CARD, address="虚构县安宁镇二村"))
    [changed] = changes(room, li)
    assert changed.fields == ("account", "address")
    assert answer.said["fields"] == ["account", "address"]
    assert in_vault(room, li, changed.commitment).account == NEW_CARD.account
    assert agree(room, li)


def test_no_clear_data_reaches_the_log() -> None:
    room = a_room()
    [li] = registered(room, LI)
    change(room, li, replace(NEW_CARD, name="李秋石"))
    written = b"".join(entry[-1] for entry in room.log.entries(0, limit=100))
    for record in (LI, NEW_CARD):
        for field in fields(record):
            clear: str = getattr(record, field.name)
            assert not clear or clear.encode() not in written


def test_the_same_command_again_is_answered_with_the_same_bytes_and_changes_nothing() -> None:
    room = a_room()
    [li] = registered(room, LI)
    first = change(room, li, NEW_CARD)
    again = change(room, li, NEW_CARD)
    assert (again.body, again.replayed) == (first.body, True)
    assert len(changes(room, li)) == 1


def test_an_answered_command_repeated_late_does_not_undo_what_came_after_it() -> None:
    room = a_room()
    [li] = registered(room, LI)
    first = change(room, li, NEW_CARD)
    both = replace(NEW_CARD, phone=NEW_PHONE.phone)
    change(room, li, both, command_id="change-02", by=CHEN)
    assert change(room, li, NEW_CARD).body == first.body
    assert in_vault(room, li) == both
    assert agree(room, li)


@pytest.mark.parametrize(("record", "by"), [(NEW_PHONE, WANG), (NEW_CARD, CHEN), (LI, WANG)])
def test_the_same_id_for_another_record_or_from_another_hand_is_refused(record: PersonalRecord, by: Officer) -> None:
    room = a_room()
    [li] = registered(room, LI)
    change(room, li, NEW_CARD)
    with pytest.raises(CommandIdReused):
        change(room, li, record, by=by)
    assert in_vault(room, li) == NEW_CARD
    assert len(changes(room, li)) == 1


def test_an_id_used_for_another_kind_of_command_is_refused_before_the_vault_is_touched() -> None:
    room = a_room()
    [li] = registered(room, LI)
    with pytest.raises(CommandIdReused):
        change(room, li, NEW_CARD, command_id="register-1")
    assert in_vault(room, li) == LI


def test_a_crash_between_vault_and_log_is_healed_by_the_same_command() -> None:
    room = a_room()
    [li] = registered(room, LI)
    room.log.crash_next = True
    with pytest.raises(Crash):
        change(room, li, NEW_CARD)
    assert (in_vault(room, li), changes(room, li)) == (NEW_CARD, [])
    answer = change(room, li, NEW_CARD)
    [changed] = changes(room, li)
    assert changed.fields == ("account",)
    assert agree(room, li)
    assert change(room, li, NEW_CARD).body == answer.body
    noted = [access.action for access in room.vault.accesses(li)]
    assert noted.count(AccessAction.AMENDED) == 1


def test_after_a_crash_another_change_tells_the_log_of_both() -> None:
    room = a_room()
    [li] = registered(room, LI)
    room.log.crash_next = True
    with pytest.raises(Crash):
        change(room, li, NEW_CARD)
    change(room, li, replace(NEW_CARD, phone=NEW_PHONE.phone), command_id="change-02", by=CHEN)
    [changed] = changes(room, li)
    assert changed.fields == ("account", "phone")
    assert agree(room, li)


def test_an_account_taken_back_after_a_crash_did_change() -> None:
    room = a_room()
    [li] = registered(room, LI)
    room.log.crash_next = True
    with pytest.raises(Crash):
        change(room, li, NEW_CARD)
    change(room, li, LI, command_id="change-02")
    [changed] = changes(room, li)
    assert changed.fields == ("account",)
    assert agree(room, li)


def test_a_record_the_log_knows_already_is_no_change() -> None:
    room = a_room()
    [li] = registered(room, LI)
    with pytest.raises(RecordUnchanged):
        change(room, li, LI)
    assert changes(room, li) == []


@pytest.mark.parametrize(
    ("record", "named", "refusal"),
    [
        (NEW_CARD, {"why": " "}, ReasonMissing),
        (NEW_CARD, {"command_id": "short"}, CommandIdMissing),
        (replace(NEW_CARD, id_number=ZHAO.id_number), {}, NumberOfSomebodyElse),
    ],
)
def test_a_refused_change_changes_neither(record: PersonalRecord, named: Any, refusal: type[Rejected]) -> None:
    room = a_room()
    li, _ = registered(room, LI, ZHAO)
    with pytest.raises(refusal):
        change(room, li, record, **named)
    assert (in_vault(room, li), changes(room, li)) == (LI, [])


def test_somebody_in_the_vault_and_not_in_the_log_is_registered_first() -> None:
    room = a_room()
    [admission] = room.vault.admit([LI], actor="wang", why="people import")
    with pytest.raises(NotRegistered):
        change(room, admission.beneficiary_id, NEW_CARD)
    assert in_vault(room, admission.beneficiary_id) == LI


class Overtaking(MemoryVault):
    """Somebody else changes the record, all the way into the log, right after the first one amended it."""

    meanwhile: Any = None

    def amend(self, *arguments: Any, **named: Any) -> Amendment:
        made = super().amend(*arguments, **named)
        if self.meanwhile:
            other, self.meanwhile = self.meanwhile, None
            other()
        return made


def test_of_two_at_once_the_later_is_decided_anew_and_none_is_lost() -> None:
    vault = Overtaking("990101")
    room = a_room(vault)
    [li] = registered(room, LI)
    vault.meanwhile = lambda: change(room, li, NEW_PHONE, command_id="change-02", by=CHEN)
    change(room, li, NEW_CARD)
    assert [changed.fields for changed in changes(room, li)] == [("account", "phone"), ("account", "phone")]
    assert in_vault(room, li) == NEW_CARD
    assert agree(room, li)


def test_one_command_given_twice_at_once_is_one_change_and_one_answer() -> None:
    vault = Overtaking("990101")
    room = a_room(vault)
    [li] = registered(room, LI)
    twin: list[Answer] = []
    vault.meanwhile = lambda: twin.append(change(room, li, NEW_CARD))
    assert change(room, li, NEW_CARD).body == twin[0].body
    assert len(changes(room, li)) == 1


def test_many_officers_at_once_leave_log_and_vault_agreed() -> None:
    room = a_room()
    [li] = registered(room, LI)
    together = Barrier(6)

    def one(place: int) -> None:
        together.wait(timeout=30)
        change(
            room,
            li,
            replace(LI, phone=f"1390000000{place}"),
            command_id=f"change-1{place}",
            by=Officer(f"officer-{place}"),
        )

    with ThreadPoolExecutor(6) as officers:
        list(officers.map(one, range(6)))
    said = {in_vault(room, li, changed.commitment).phone for changed in changes(room, li)}
    assert said == {f"1390000000{place}" for place in range(6)}
    assert agree(room, li)
