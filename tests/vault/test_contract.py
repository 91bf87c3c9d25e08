"""What both vaults promise the use cases."""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from threading import Barrier

import pytest

from application.people import AccessAction, Admission, PersonalRecord
from domain.personal_data import NothingToRecogniseBy, NumbersOfTwoPeople, ReasonMissing, UnknownBeneficiary
from domain.rejected import Rejected
from infrastructure.vault.master_key import MasterKey
from infrastructure.vault.sealing import canonical
from tests.vault.conftest import AnyVault

LI = PersonalRecord(
    name="李秋实",
    id_number="990101198001010014",
    certificate="99010119800101001463",
    account="9999990000000001",
    bank="虚构农商银行",
    phone="13900001234",
    address="虚构县平安镇一村",
    guardian="李老实",
)
ZHAO = PersonalRecord(name="赵小满", id_number="990101201506010022", account="9999990000000001")
WHY = "people import 2026-06"


def admit(vault: AnyVault, *people: PersonalRecord) -> list[tuple[str, bool, tuple[str, ...]]]:
    return [(a.beneficiary_id, a.known, a.differs) for a in vault.admit(people, actor="wang", why=WHY)]


def test_a_person_is_admitted_once_and_revealed_as_given(vault: AnyVault) -> None:
    [(li, known, _)] = admit(vault, LI)
    assert not known
    assert vault.reveal(li, actor="chen", why="home visit") == LI


def test_admissions_come_in_the_order_asked_under_ids_nobody_can_guess(vault: AnyVault) -> None:
    first, second = vault.admit([LI, ZHAO], actor="wang", why=WHY)
    assert vault.find(id_number=LI.id_number) == (first.beneficiary_id,)
    assert vault.find(id_number=ZHAO.id_number) == (second.beneficiary_id,)
    for admission in (first, second):
        prefix, letters = admission.beneficiary_id.split("-")
        assert (prefix, len(letters)) == ("b", 16)
        assert set(letters) <= set("0123456789abcdefghjkmnpqrstvwxyz")
        assert len(bytes.fromhex(admission.commitment)) == hashlib.sha256().digest_size


def test_asking_again_heals_a_crash_with_the_same_id_and_commitment(vault: AnyVault) -> None:
    [before] = vault.admit([LI], actor="wang", why=WHY)
    [again] = vault.admit([LI], actor="wang", why=WHY)
    assert again == replace(before, known=True)


def test_a_record_that_says_something_else_is_reported_field_by_field_and_not_kept(vault: AnyVault) -> None:
    [(li, _, _)] = admit(vault, LI)
    other = replace(LI, name="李秋石", phone="13900009999", guardian="")
    assert admit(vault, other) == [(li, True, ("name", "phone"))]
    assert vault.reveal(li, actor="chen", why="check") == LI


def test_the_same_person_twice_in_one_list_is_one_person(vault: AnyVault) -> None:
    first, second = admit(vault, LI, replace(LI, address=""))
    assert (first[1], second) == (False, (first[0], True, ()))


def test_nobody_is_admitted_when_a_record_differs_be_it_from_an_earlier_row(vault: AnyVault) -> None:
    assert admit(vault, LI, ZHAO, replace(LI, address="别处")) == [
        ("", False, ()),
        ("", False, ()),
        ("", True, ("address",)),
    ]
    [(li, _, _)] = admit(vault, LI)
    assert admit(vault, ZHAO, replace(LI, phone="13900009999")) == [("", False, ()), (li, True, ("phone",))]
    assert vault.find(id_number=ZHAO.id_number) == ()


def test_comparing_tells_what_admission_would_find_and_admits_nobody(vault: AnyVault) -> None:
    [before] = vault.admit([LI], actor="wang", why=WHY)
    known, newcomer = vault.compare([LI, ZHAO], actor="chen", why="a second list")
    assert known == replace(before, known=True)
    assert newcomer == Admission("", "", known=False)
    assert vault.find(id_number=ZHAO.id_number) == ()
    assert [access.action for access in vault.accesses(before.beneficiary_id)] == [
        AccessAction.ADMITTED,
        AccessAction.COMPARED,
    ]
    with pytest.raises(ReasonMissing):
        vault.compare([LI], actor="chen", why=" ")


def test_a_certificate_recognises_a_person_whose_id_number_is_another(vault: AnyVault) -> None:
    [(li, _, _)] = admit(vault, LI)
    assert admit(vault, replace(LI, id_number=ZHAO.id_number)) == [(li, True, ("id_number",))]


def test_numbers_of_two_people_are_refused_and_nobody_is_admitted(vault: AnyVault) -> None:
    admit(vault, LI, ZHAO)
    newcomer = replace(ZHAO, id_number="99010119491001003X")
    with pytest.raises(NumbersOfTwoPeople) as caught:
        vault.admit([newcomer, replace(LI, id_number=ZHAO.id_number)], actor="wang", why=WHY)
    assert caught.value.field == "people[1]"
    assert vault.find(id_number=newcomer.id_number) == ()


def test_a_person_without_an_id_number_is_refused(vault: AnyVault) -> None:
    with pytest.raises(NothingToRecogniseBy) as caught:
        admit(vault, LI, replace(ZHAO, id_number=""))
    assert caught.value.field == "people[1].id_number"
    assert vault.find(id_number=LI.id_number) == ()


def test_an_account_may_be_shared_and_finds_everybody(vault: AnyVault) -> None:
    (li, _, _), (zhao, _, _) = admit(vault, LI, ZHAO)
    assert vault.find(account=LI.account) == tuple(sorted((li, zhao)))
    assert vault.find(account=LI.account, certificate=LI.certificate) == (li,)
    assert vault.find(id_number=ZHAO.id_number, certificate=LI.certificate) == ()
    assert vault.find(id_number="990101194910010048") == ()
    assert vault.find() == ()


def test_a_number_is_found_however_it_is_typed(vault: AnyVault) -> None:
    [(person, _, _)] = admit(vault, replace(ZHAO, id_number="99010119491001003X"))
    assert vault.find(id_number=" 990101 1949 1001 003x") == (person,)


def test_many_are_looked_up_at_once_and_strangers_are_absent(vault: AnyVault) -> None:
    (li, _, _), (zhao, _, _) = admit(vault, LI, ZHAO)
    asked = [LI.id_number, ZHAO.id_number, "990101194910010048", LI.id_number]
    assert vault.find_many("id_number", asked) == {LI.id_number: li, ZHAO.id_number: zhao}
    assert vault.find_many("certificate", [LI.certificate]) == {LI.certificate: li}
    with pytest.raises(ValueError, match="account"):
        vault.find_many("account", [LI.account])


def test_every_handling_of_clear_data_is_noted(vault: AnyVault) -> None:
    [(li, _, _)] = admit(vault, LI)
    admit(vault, LI)
    vault.reveal(li, actor="chen", why="  home visit ")
    noted = [(access.actor, access.action, access.why) for access in vault.accesses(li)]
    assert noted == [
        ("wang", AccessAction.ADMITTED, WHY),
        ("wang", AccessAction.COMPARED, WHY),
        ("chen", AccessAction.REVEALED, "home visit"),
    ]
    assert all(access.accessed_at.tzinfo is not None for access in vault.accesses(li))


@pytest.mark.parametrize("why", ["", "  ", "\u3000\n"])
def test_nothing_is_opened_or_sealed_without_a_reason(vault: AnyVault, why: str) -> None:
    [(li, _, _)] = admit(vault, LI)
    with pytest.raises(ReasonMissing):
        vault.reveal(li, actor="chen", why=why)
    with pytest.raises(ReasonMissing):
        vault.admit([ZHAO], actor="wang", why=why)
    assert len(vault.accesses(li)) == 1


def test_somebody_unknown_is_not_revealed_and_nothing_is_noted(vault: AnyVault) -> None:
    [(li, _, _)] = admit(vault, LI)
    with pytest.raises(UnknownBeneficiary):
        vault.reveal_many([li, "b-0000000000000000"], actor="chen", why="bank file")
    assert len(vault.accesses(li)) == 1


def test_a_whole_bank_file_is_revealed_at_once(vault: AnyVault) -> None:
    (li, _, _), (zhao, _, _) = admit(vault, LI, ZHAO)
    assert vault.reveal_many([zhao, li, zhao], actor="chen", why="bank file") == {li: LI, zhao: ZHAO}


def test_two_ledgers_know_nothing_of_each_other(new_vault: Callable[[str, MasterKey], AnyVault], ledger: str) -> None:
    keys = MasterKey.generate()
    here, there = new_vault(ledger, keys), new_vault(f"{ledger}-2", keys)
    [li] = here.admit([LI], actor="wang", why=WHY)
    assert there.find(id_number=LI.id_number) == ()
    [elsewhere] = there.admit([LI], actor="wang", why=WHY)
    assert not elsewhere.known
    assert elsewhere.beneficiary_id != li.beneficiary_id
    assert elsewhere.commitment != li.commitment
    with pytest.raises(UnknownBeneficiary):
        there.reveal(li.beneficiary_id, actor="chen", why="check")


def test_of_many_who_register_one_person_at_once_one_wins(vault: AnyVault) -> None:
    admit(vault, ZHAO)  # The ledger is open already: opening it would order the six by itself.
    together = Barrier(6)

    def register(place: int) -> tuple[str, bool]:
        together.wait(timeout=30)
        [admission] = vault.admit([LI], actor=f"officer-{place}", why=WHY)
        return admission.beneficiary_id, admission.known

    with ThreadPoolExecutor(6) as officers:
        answers = list(officers.map(register, range(6)))
    assert len({person for person, _ in answers}) == 1
    assert sorted(known for _, known in answers) == [False] + [True] * 5


def test_no_repr_and_no_traceback_shows_clear_data(vault: AnyVault) -> None:
    admit(vault, LI, ZHAO)
    refusals: list[Rejected] = []
    for attempt in (
        lambda: admit(vault, replace(LI, id_number=ZHAO.id_number)),
        lambda: vault.reveal("b-0000000000000000", actor="chen", why="check"),
        lambda: vault.admit([LI], actor="wang", why=""),
        lambda: admit(vault, replace(LI, id_number="")),
    ):
        with pytest.raises(Rejected) as caught:
            attempt()
        refusals.append(caught.value)
    told = "".join("".join(traceback.format_exception(refusal)) + repr(refusal) for refusal in refusals)
    told += repr(LI) + str(LI) + f"{LI!r}" + repr(vault) + repr(vault.find(account=LI.account))
    for field in fields(LI):
        assert getattr(LI, field.name) not in told


def test_a_commitment_is_the_salted_hash_of_the_canonical_record() -> None:
    assert (
        canonical(ZHAO)
        == (
            '{"account":"9999990000000001","address":"","bank":"","certificate":"","guardian":"",'
            '"id_number":"990101201506010022","name":"赵小满","phone":""}'
        ).encode()
    )
