"""What both vaults promise of a record that changes: one order of revisions, none lost, the old ones still provable."""

from __future__ import annotations

import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from threading import Barrier

import pytest

from application.people import AccessAction, Amendment, PersonalRecord
from domain.personal_data import (
    NoSuchRevision,
    NothingToRecogniseBy,
    NumberOfSomebodyElse,
    ReasonMissing,
    UnknownBeneficiary,
)
from domain.rejected import Rejected
from tests.vault.conftest import AnyVault

LI = PersonalRecord(
    name="李秋实",
    id_number="990101198001010014",
    certificate="99010119800101001463",
    account="9999990000000001",
    phone="13900001234",
    address="虚构县平安镇一村",
)
ZHAO = PersonalRecord(name="赵小满", id_number="990101201506010022", certificate="99010120150601002261")
MOVED = replace(LI, account="9999990000000018", address="虚构县安宁镇二村")
STRANGER = "990101194910010048"
WHY = "returned payment of 2026-06"


def admitted(vault: AnyVault, record: PersonalRecord) -> tuple[str, str]:
    [admission] = vault.admit([record], actor="wang", why="people import")
    return admission.beneficiary_id, admission.commitment


def amend(vault: AnyVault, person: str, record: PersonalRecord, *, since: str = "") -> Amendment:
    return vault.amend(person, record, actor="chen", why=WHY, since=since)


def read(vault: AnyVault, person: str, commitment: str = "") -> PersonalRecord:
    return vault.reveal(person, actor="chen", why="check", commitment=commitment)


def test_an_amended_record_is_the_one_revealed_and_its_fields_are_named_in_order(vault: AnyVault) -> None:
    li, before = admitted(vault, LI)
    amended = amend(vault, li, MOVED)
    assert amended.fields == ("account", "address")
    assert amended.commitment != before
    assert read(vault, li) == MOVED
    assert vault.reveal_many([li], actor="chen", why="bank file") == {li: MOVED}


def test_what_the_log_committed_to_then_can_still_be_opened(vault: AnyVault) -> None:
    li, first = admitted(vault, LI)
    second = amend(vault, li, MOVED).commitment
    third = amend(vault, li, replace(MOVED, phone="")).commitment
    assert [read(vault, li, one) for one in (first, second, third)] == [LI, MOVED, replace(MOVED, phone="")]


def test_the_same_record_again_is_no_change(vault: AnyVault) -> None:
    li, before = admitted(vault, LI)
    assert amend(vault, li, LI) == Amendment(before, ())
    assert amend(vault, li, MOVED) == replace(amend(vault, li, MOVED), fields=("account", "address"))


def test_a_field_left_blank_is_emptied(vault: AnyVault) -> None:
    li, _ = admitted(vault, LI)
    assert amend(vault, li, replace(LI, account="")).fields == ("account",)
    assert read(vault, li).account == ""
    assert vault.find(account=LI.account) == ()


def test_a_record_that_comes_back_is_a_revision_of_its_own(vault: AnyVault) -> None:
    li, first = admitted(vault, LI)
    amend(vault, li, MOVED)
    back = amend(vault, li, LI)
    assert back.commitment != first
    assert back.fields == ("account", "address")


def test_whoever_knows_an_older_revision_is_told_all_that_changed_since(vault: AnyVault) -> None:
    li, first = admitted(vault, LI)
    second = amend(vault, li, MOVED)
    assert amend(vault, li, MOVED, since=first) == second
    assert amend(vault, li, replace(MOVED, phone=""), since=first).fields == ("account", "phone", "address")
    assert amend(vault, li, replace(MOVED, phone=""), since=second.commitment).fields == ("phone",)


def test_an_account_that_went_and_came_back_did_change(vault: AnyVault) -> None:
    li, first = admitted(vault, LI)
    amend(vault, li, replace(LI, account="9999990000000018"))
    assert amend(vault, li, LI, since=first).fields == ("account",)


def test_a_commitment_that_is_not_this_persons_is_refused_and_nothing_is_amended(vault: AnyVault) -> None:
    li, first = admitted(vault, LI)
    _, of_zhao = admitted(vault, ZHAO)
    for commitment in (of_zhao, "ab" * 32, "nothing"):
        with pytest.raises(NoSuchRevision):
            amend(vault, li, MOVED, since=commitment)
        with pytest.raises(NoSuchRevision):
            read(vault, li, commitment)
    assert amend(vault, li, LI) == Amendment(first, ())
    assert len(vault.accesses(li)) == 2


def test_numbers_find_whose_they_are_now_and_no_longer_whose_they_were(vault: AnyVault) -> None:
    li, _ = admitted(vault, LI)
    zhao, _ = admitted(vault, replace(ZHAO, account=LI.account))
    amend(vault, li, MOVED)
    assert vault.find(account=MOVED.account) == (li,)
    assert vault.find(account=LI.account) == (zhao,)
    assert vault.find(id_number=LI.id_number, account=MOVED.account) == (li,)
    amend(vault, li, LI)
    assert vault.find(account=LI.account) == tuple(sorted((li, zhao)))
    assert vault.find(account=MOVED.account) == ()


def test_a_corrected_id_number_frees_the_mistyped_one_for_whom_it_belongs_to(vault: AnyVault) -> None:
    li, _ = admitted(vault, replace(LI, id_number=STRANGER, certificate=""))
    assert amend(vault, li, LI).fields == ("id_number", "certificate")
    assert vault.find_many("id_number", [LI.id_number, STRANGER]) == {LI.id_number: li}
    assert vault.find_many("certificate", [LI.certificate]) == {LI.certificate: li}
    stranger, _ = admitted(vault, PersonalRecord(name="孙立", id_number=STRANGER))
    assert stranger != li
    with pytest.raises(NumberOfSomebodyElse):
        amend(vault, li, replace(LI, id_number=STRANGER))


@pytest.mark.parametrize("kind", ["id_number", "certificate"])
def test_another_persons_number_is_refused_and_nothing_is_amended(vault: AnyVault, kind: str) -> None:
    li, before = admitted(vault, LI)
    zhao, _ = admitted(vault, ZHAO)
    taken = replace(MOVED, **{kind: getattr(ZHAO, kind)})
    with pytest.raises(NumberOfSomebodyElse) as caught:
        amend(vault, li, taken)
    assert (caught.value.field, caught.value.facts) == (kind, {"holder": zhao})
    assert read(vault, li) == LI
    assert vault.find(account=MOVED.account) == ()
    assert amend(vault, li, LI) == Amendment(before, ())


def test_a_person_keeps_an_id_number_exists_and_has_a_reason_to_change(vault: AnyVault) -> None:
    li, _ = admitted(vault, LI)
    with pytest.raises(NothingToRecogniseBy):
        amend(vault, li, replace(LI, id_number=""))
    with pytest.raises(UnknownBeneficiary):
        amend(vault, "b-0000000000000000", MOVED)
    for why in ("", " \u3000\n"):
        with pytest.raises(ReasonMissing):
            vault.amend(li, MOVED, actor="chen", why=why)
    assert len(vault.accesses(li)) == 1
    assert read(vault, li) == LI


def test_who_amended_and_who_only_asked_again_is_noted(vault: AnyVault) -> None:
    li, _ = admitted(vault, LI)
    amend(vault, li, MOVED)
    amend(vault, li, MOVED)
    assert [(one.actor, one.action, one.why) for one in vault.accesses(li)[1:]] == [
        ("chen", AccessAction.AMENDED, WHY),
        ("chen", AccessAction.COMPARED, WHY),
    ]


def test_a_list_brought_again_after_an_amendment_is_answered_as_it_was(vault: AnyVault) -> None:
    li, first = admitted(vault, LI)
    second = amend(vault, li, MOVED).commitment
    [as_then] = vault.admit([LI], actor="wang", why="people import")
    [as_now] = vault.compare([MOVED], actor="wang", why="people import")
    assert [(one.commitment, one.differs) for one in (as_then, as_now)] == [(first, ()), (second, ())]
    [neither] = vault.compare([replace(LI, phone="13900009999")], actor="wang", why="people import")
    assert (neither.commitment, neither.differs) == (second, ("account", "phone", "address"))


def test_of_many_who_amend_one_record_at_once_all_stand_in_one_order(vault: AnyVault) -> None:
    li, first = admitted(vault, LI)
    together = Barrier(6)

    def change(place: int) -> Amendment:
        together.wait(timeout=30)
        return amend(vault, li, replace(LI, phone=f"1390000000{place}"))

    with ThreadPoolExecutor(6) as officers:
        answers = list(officers.map(change, range(6)))
    assert all(answer.fields == ("phone",) for answer in answers)
    assert len({first, *(answer.commitment for answer in answers)}) == 7
    assert [read(vault, li, answer.commitment).phone[-1] for answer in answers] == [str(place) for place in range(6)]
    last = next(answer for answer in answers if read(vault, li, answer.commitment) == read(vault, li))
    assert amend(vault, li, read(vault, li)) == Amendment(last.commitment, ())


def test_of_two_who_take_one_number_at_once_one_is_refused(vault: AnyVault) -> None:
    people = [admitted(vault, one)[0] for one in (LI, ZHAO)]
    together = Barrier(2)

    def take(person: str, record: PersonalRecord) -> bool:
        together.wait(timeout=30)
        try:
            amend(vault, person, replace(record, id_number=STRANGER))
        except NumberOfSomebodyElse:
            return False
        return True

    with ThreadPoolExecutor(2) as officers:
        assert sorted(officers.map(take, people, (LI, ZHAO))) == [False, True]
    assert len(vault.find(id_number=STRANGER)) == 1


def test_no_refusal_of_an_amendment_shows_clear_data(vault: AnyVault) -> None:
    li, _ = admitted(vault, LI)
    admitted(vault, ZHAO)
    told = ""
    for record, since in ((replace(MOVED, id_number=ZHAO.id_number), ""), (MOVED, "ab" * 32)):
        with pytest.raises(Rejected) as caught:
            amend(vault, li, record, since=since)
        told += "".join(traceback.format_exception(caught.value)) + repr(caught.value) + caught.value.sentence("zh")
    told += repr(amend(vault, li, MOVED))
    for record in (MOVED, ZHAO):
        for field in fields(record):
            clear: str = getattr(record, field.name)
            assert not clear or clear not in told
