"""What erasing leaves of a person in the vault: nothing but that they were erased, and who handled their data."""

from __future__ import annotations

from dataclasses import replace

import pytest

from application.people import AccessAction, AccessQuestion
from domain.personal_data import PersonalDataErased, ReasonMissing, ReasonNamesThePerson, UnknownBeneficiary
from tests.vault.conftest import AnyVault
from tests.vault.test_contract import LI, WHY, ZHAO


def test_an_erased_person_is_neither_shown_nor_found_nor_compared(vault: AnyVault) -> None:
    li, zhao = (one.beneficiary_id for one in vault.admit([LI, ZHAO], actor="wang", why=WHY))
    assert vault.erase(li, actor="head", why="申请〔2026〕3号")
    for look in (vault.reveal, vault.revisions):
        with pytest.raises(PersonalDataErased):
            look(li, actor="chen", why="check")
    with pytest.raises(PersonalDataErased):
        vault.amend(li, replace(LI, phone="13900009999"), actor="chen", why="check")
    assert vault.find(id_number=LI.id_number) == ()
    assert vault.find(account=LI.account) == (zhao,)
    assert vault.resembling(LI, actor="chen", why="check", besides=zhao) == ()
    assert vault.likenesses([], actor="chen", why="check")[0].keys() == {zhao}
    assert vault.is_erased(li)
    assert not vault.is_erased(zhao)


def test_the_numbers_of_an_erased_person_are_nobodys(vault: AnyVault) -> None:
    [before] = vault.admit([LI], actor="wang", why=WHY)
    vault.erase(before.beneficiary_id, actor="head", why="申请〔2026〕3号")
    [after] = vault.admit([LI], actor="wang", why=WHY)
    assert not after.known
    assert after.beneficiary_id != before.beneficiary_id


def test_erasing_is_noted_once_and_what_was_noted_stays(vault: AnyVault) -> None:
    [li] = vault.admit([LI], actor="wang", why=WHY)
    assert vault.erase(li.beneficiary_id, actor="head", why="申请〔2026〕3号")
    assert not vault.erase(li.beneficiary_id, actor="head", why="申请〔2026〕3号")
    actions = [one.action for one in vault.accesses(li.beneficiary_id)]
    assert actions == [AccessAction.ADMITTED, AccessAction.ERASED]


def test_nobody_is_erased_without_a_reason_or_who_was_never_there(vault: AnyVault) -> None:
    [li] = vault.admit([LI], actor="wang", why=WHY)
    with pytest.raises(ReasonMissing):
        vault.erase(li.beneficiary_id, actor="head", why=" ")
    with pytest.raises(UnknownBeneficiary):
        vault.erase("b-0000000000000000", actor="head", why="申请〔2026〕3号")
    assert vault.reveal(li.beneficiary_id, actor="chen", why="check") == LI


@pytest.mark.parametrize("told", [LI.name, LI.id_number, LI.account, LI.phone, LI.address, LI.guardian])
def test_a_reason_does_not_repeat_what_it_opens(vault: AnyVault, told: str) -> None:
    [li] = vault.admit([LI], actor="wang", why=WHY)
    with pytest.raises(ReasonNamesThePerson):
        vault.reveal(li.beneficiary_id, actor="chen", why=f"核对{told}的申请")
    with pytest.raises(ReasonNamesThePerson):
        vault.admit([replace(ZHAO, name=told), LI], actor="chen", why=f"{told}的名单")
    assert [one.action for one in vault.accesses(li.beneficiary_id)] == [AccessAction.ADMITTED]


def test_everything_a_record_ever_said_is_handed_out_in_order_and_noted(vault: AnyVault) -> None:
    [li] = vault.admit([LI], actor="wang", why=WHY)
    moved = replace(LI, address="虚构县平安镇二村")
    amendment = vault.amend(li.beneficiary_id, moved, actor="wang", why="搬家")
    handed = vault.revisions(li.beneficiary_id, actor="chen", why="本人申请查阅")
    assert [(one.commitment, one.record) for one in handed] == [(li.commitment, LI), (amendment.commitment, moved)]
    assert vault.accesses(li.beneficiary_id)[-1].action is AccessAction.EXPORTED


def test_who_read_whom_is_asked_by_person_by_officer_and_by_time(vault: AnyVault) -> None:
    li, zhao = (one.beneficiary_id for one in vault.admit([LI, ZHAO], actor="wang", why=WHY))
    vault.reveal(li, actor="chen", why="check")
    vault.reveal(zhao, actor="chen", why="check")
    by_officer = vault.access_log(AccessQuestion(officer="chen"))
    assert [(one.actor, one.beneficiary_id) for one in by_officer] == [("chen", li), ("chen", zhao)]
    both = vault.access_log(AccessQuestion(officer="chen", beneficiary=zhao))
    assert [one.beneficiary_id for one in both] == [zhao]
    first = vault.access_log(AccessQuestion(), limit=1)
    rest = vault.access_log(AccessQuestion(), after=first[-1].number)
    assert len(first) + len(rest) == 4
    at = by_officer[0].accessed_at
    assert len(vault.access_log(AccessQuestion(since=at))) == 2 + 2 * (first[0].accessed_at == at)
    assert vault.access_log(AccessQuestion(until=first[0].accessed_at)) == ()
