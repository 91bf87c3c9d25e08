"""A list of people is registered whole or not at all: a refused one leaves the vault as it was, too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from application.commands.beneficiaries import change_personal_record, register_people
from application.imports import PersonRow
from application.people import Admission
from application.road import Answer, CommandIdMissing, CommandIdReused, Officer
from domain.beneficiaries.rejections import RecordDiffers, RegisteredAlready, SamePersonTwice
from domain.personal_data import ReasonMissing
from domain.regions import NotARegionCode
from domain.rejected import Rejected
from infrastructure.vault.memory_vault import MemoryVault
from tests.support.people_desk import LI, SUN, TODAY, ZHAO, Crash, Room, a_room, row

WANG = Officer("wang")


def register(
    room: Room, rows: Sequence[PersonRow], *, command_id: str = "register-1", why: str = "people import"
) -> tuple[Answer, tuple[str, ...]]:
    return register_people(rows, command_id=command_id, why=why, on=TODAY, by=WANG, desk=room.desk)


def kept(room: Room) -> tuple[set[str], int]:
    return set(room.vault.rows), room.log.head()


@pytest.mark.parametrize(
    ("rows", "named", "refusal", "field"),
    [
        ([row(2, ZHAO), row(3, replace(LI, phone="13900009999"))], {}, RecordDiffers, "row 3"),
        ([row(2, ZHAO), row(3, LI)], {}, RegisteredAlready, "beneficiary"),
        ([row(2, ZHAO), row(3, SUN), row(4, ZHAO)], {}, SamePersonTwice, "row 4"),
        ([row(2, ZHAO), row(3, replace(ZHAO, phone="13900009999"))], {}, SamePersonTwice, "row 3"),
        ([row(2, LI), row(3, LI)], {}, SamePersonTwice, "row 3"),
        ([row(2, ZHAO), row(3, SUN, region="nowhere")], {}, NotARegionCode, "region"),
        ([row(2, ZHAO)], {"command_id": "short"}, CommandIdMissing, "command_id"),
        ([row(2, ZHAO)], {"command_id": "register-0"}, CommandIdReused, "command_id"),
        ([row(2, ZHAO)], {"why": " "}, ReasonMissing, "why"),
    ],
)
def test_a_refused_registration_changes_nothing(
    rows: list[PersonRow], named: Any, refusal: type[Rejected], field: str
) -> None:
    room = a_room()
    register(room, [row(2, LI)], command_id="register-0")
    before = kept(room)
    with pytest.raises(refusal) as caught:
        register(room, rows, **named)
    assert caught.value.field == field
    assert kept(room) == before


def test_a_crash_between_vault_and_log_is_healed_by_the_same_list() -> None:
    room = a_room()
    rows = [row(2, LI), row(3, ZHAO)]
    room.log.crash_next = True
    with pytest.raises(Crash):
        register(room, rows)
    sealed = set(room.vault.rows)
    answer, ids = register(room, rows)
    assert set(ids) == set(room.vault.rows) == sealed
    assert [len(room.facts(person)) for person in ids] == [1, 1]
    assert register(room, rows) == (replace(answer, replayed=True), ids)


def test_after_a_crash_a_longer_list_registers_old_and_new_together() -> None:
    room = a_room()
    room.log.crash_next = True
    with pytest.raises(Crash):
        register(room, [row(2, LI)])
    _, ids = register(room, [row(2, LI), row(3, ZHAO)], command_id="register-2")
    assert [len(room.facts(person)) for person in ids] == [1, 1]


def test_a_list_brought_again_after_somebody_changed_their_account_is_answered_as_before() -> None:
    room = a_room()
    answer, (li,) = register(room, [row(2, LI)])
    card = replace(LI, account="9999990000000018")
    change_personal_record(li, card, command_id="change-01", why="returned payment", by=WANG, desk=room.desk)
    assert register(room, [row(2, LI)]) == (replace(answer, replayed=True), (li,))


class Overtaking(MemoryVault):
    """Somebody else brings a list right after this one was compared."""

    meanwhile: Any = None

    def compare(self, *arguments: Any, **named: Any) -> tuple[Admission, ...]:
        found = super().compare(*arguments, **named)
        if self.meanwhile:
            other, self.meanwhile = self.meanwhile, None
            other()
        return found


def test_a_list_given_twice_at_once_is_registered_once_with_one_answer() -> None:
    vault = Overtaking("990101")
    room = a_room(vault)
    twin: list[tuple[Answer, tuple[str, ...]]] = []
    vault.meanwhile = lambda: twin.append(register(room, [row(2, LI)]))
    answer, ids = register(room, [row(2, LI)])
    assert (answer.body, ids) == (twin[0][0].body, twin[0][1])
    assert len(room.facts(ids[0])) == 1


def test_of_two_who_bring_one_person_differently_at_once_the_later_seals_nobody() -> None:
    vault = Overtaking("990101")
    room = a_room(vault)
    vault.meanwhile = lambda: register(room, [row(2, replace(LI, name="李秋石"))], command_id="register-2")
    with pytest.raises(RecordDiffers) as caught:
        register(room, [row(2, ZHAO), row(3, LI)])
    assert caught.value.field == "row 3"
    assert vault.find(id_number=ZHAO.id_number) == ()
