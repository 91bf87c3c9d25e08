"""Who may be the same person: points by what agrees, and nobody opened whose record shares nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from application.people import AccessAction, PersonalRecord
from domain.duplicates import SAME, likeness
from tests.vault.conftest import AnyVault
from tests.vault.test_contract import LI, WHY

STRANGER = PersonalRecord(name="孙立", id_number="99010119491001003X", phone="13711112222", account="9988112233445566")
OTHER_SERIAL = "990101198001010030"
"""Born in the same place on the same day."""


@pytest.mark.parametrize(
    ("other", "same", "near"),
    [
        (PersonalRecord(name="李秋实", id_number=OTHER_SERIAL), ("name",), ("id_number",)),
        (PersonalRecord(name="李秋石", id_number=OTHER_SERIAL), (), ("id_number", "name")),
        (PersonalRecord(name="周五", id_number=STRANGER.id_number, account=LI.account), ("account",), ()),
        (PersonalRecord(name="周五", id_number=STRANGER.id_number, account="9999990000000010"), (), ("account",)),
        (PersonalRecord(name="李秋实", id_number="990101194910010048", phone="13900001243"), ("name",), ("phone",)),
        (PersonalRecord(name="李秋实", id_number="", phone=LI.phone), ("phone", "name"), ()),
    ],
)
def test_whoever_agrees_or_nearly_does_is_a_candidate(
    vault: AnyVault, other: PersonalRecord, same: tuple[str, ...], near: tuple[str, ...]
) -> None:
    [li, _] = vault.admit([LI, STRANGER], actor="wang", why=WHY)
    found = [one for one in vault.resembling(other, actor="chen", why="查重") if one.beneficiary == li.beneficiary_id]
    assert [(one.same, one.near) for one in found] == [(same, near)]
    assert found[0].score == min(100, likeness_points(same, near))


def likeness_points(same: tuple[str, ...], near: tuple[str, ...]) -> int:
    from domain.duplicates import NEAR

    return sum(SAME[name] for name in same) + sum(NEAR[name] for name in near)


def test_only_who_shares_something_is_opened_and_each_opening_is_noted(vault: AnyVault) -> None:
    li, stranger = vault.admit([LI, STRANGER], actor="wang", why=WHY)
    vault.resembling(replace(LI, name="周五"), actor="chen", why="查重")
    assert vault.accesses(li.beneficiary_id)[-1].action is AccessAction.COMPARED
    assert [one.actor for one in vault.accesses(stranger.beneficiary_id)] == ["wang"]


def test_nobody_resembles_themself_and_the_likeliest_comes_first(vault: AnyVault) -> None:
    twin = replace(LI, name="李秋石", id_number=OTHER_SERIAL, certificate="", guardian="")
    cousin = PersonalRecord(name="李秋实", id_number="990101194910010048")
    li, second, third = (one.beneficiary_id for one in vault.admit([LI, twin, cousin], actor="wang", why=WHY))
    found = vault.resembling(LI, actor="chen", why="查重", besides=li)
    assert [one.beneficiary for one in found] == [second, third]
    assert found[0].score > found[1].score
    assert vault.resembling(LI, actor="chen", why="查重", besides=li, limit=1) == found[:1]


def test_an_amended_record_is_compared_as_it_is_now(vault: AnyVault) -> None:
    [li] = vault.admit([LI], actor="wang", why=WHY)
    probe = PersonalRecord(name="周五", id_number="", phone="13712345678")
    assert vault.resembling(probe, actor="chen", why="查重") == ()
    vault.amend(li.beneficiary_id, replace(LI, phone=probe.phone), actor="wang", why="换号")
    assert [one.same for one in vault.resembling(probe, actor="chen", why="查重")] == [("phone",)]
    assert vault.resembling(replace(probe, phone=LI.phone), actor="chen", why="查重") == ()


def test_points_are_counted_for_what_both_say_and_never_above_a_hundred() -> None:
    said = {"name": "李秋实", "id_number": "990101198001010014", "certificate": "", "account": "1", "phone": ""}
    assert likeness(said, said).score == 100
    assert likeness(said, {**dict.fromkeys(said, ""), "phone": "1"}) == likeness(dict.fromkeys(said, ""), said)
    assert likeness(said, dict.fromkeys(said, "")).score == 0
