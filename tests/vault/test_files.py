"""People's files lie in the vault like their records: sealed under their key, opened for a reason, gone with them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import psycopg
import pytest

from application.people import AccessAction
from domain.personal_data import NoSuchFile, PersonalDataErased, ReasonMissing, ReasonNamesThePerson, UnknownBeneficiary
from infrastructure.vault.master_key import MasterKey
from infrastructure.vault.postgres_vault import PostgresVault
from infrastructure.vault.sealing import SealBroken
from tests.vault.conftest import AnyVault, Pool
from tests.vault.test_contract import LI, WHY, ZHAO

SCAN = b"%PDF-1.7\n" + bytes(range(256)) * 40


def somebody(vault: AnyVault) -> str:
    return vault.admit([LI], actor="wang", why=WHY)[0].beneficiary_id


def test_a_file_comes_out_as_it_went_in_and_its_commitment_is_checked_with_the_salt(vault: AnyVault) -> None:
    li = somebody(vault)
    commitment = vault.keep_file(li, SCAN, actor="wang", why="case psy-medicine")
    opened = vault.reveal_file(li, commitment, actor="chen", why="home visit")
    assert opened.content == SCAN
    assert hashlib.sha256(bytes.fromhex(opened.salt) + SCAN).hexdigest() == commitment == opened.commitment


def test_the_commitment_is_known_beforehand_and_the_same_each_time_but_another_persons_is_another(
    vault: AnyVault,
) -> None:
    li, zhao = (one.beneficiary_id for one in vault.admit([LI, ZHAO], actor="wang", why=WHY))
    before = vault.commitment_to(li, SCAN)
    assert vault.keep_file(li, SCAN, actor="wang", why="case") == before == vault.commitment_to(li, SCAN)
    assert vault.commitment_to(zhao, SCAN) != before
    assert vault.commitment_to(li, SCAN + b" ") != before
    assert hashlib.sha256(SCAN).hexdigest() != before


def test_that_a_file_came_and_who_opened_it_is_noted_and_that_it_came_again_is_nothing_new(vault: AnyVault) -> None:
    li = somebody(vault)
    commitment = vault.keep_file(li, SCAN, actor="wang", why="case")
    vault.keep_file(li, SCAN, actor="wang", why="case")
    vault.reveal_file(li, commitment, actor="chen", why="home visit")
    noted = [(one.actor, one.action, one.why) for one in vault.accesses(li)[1:]]
    assert noted == [("wang", AccessAction.FILED, "case"), ("chen", AccessAction.FILE_REVEALED, "home visit")]


@pytest.mark.parametrize("commitment", ["", "ab" * 32, "no hash", "AB" * 32])
def test_a_file_that_is_not_there_is_not_shown_and_nothing_is_noted(vault: AnyVault, commitment: str) -> None:
    li = somebody(vault)
    with pytest.raises(NoSuchFile):
        vault.reveal_file(li, commitment, actor="chen", why="home visit")
    assert [one.action for one in vault.accesses(li)] == [AccessAction.ADMITTED]


def test_a_file_of_somebody_else_is_not_found_under_this_person(vault: AnyVault) -> None:
    li, zhao = (one.beneficiary_id for one in vault.admit([LI, ZHAO], actor="wang", why=WHY))
    commitment = vault.keep_file(li, SCAN, actor="wang", why="case")
    with pytest.raises(NoSuchFile):
        vault.reveal_file(zhao, commitment, actor="chen", why="home visit")


def test_without_a_reason_or_with_one_that_names_the_person_no_file_is_kept_or_opened(vault: AnyVault) -> None:
    li = somebody(vault)
    commitment = vault.keep_file(li, SCAN, actor="wang", why="case")
    for why, refusal in ((" ", ReasonMissing), (f"visit to {LI.name}", ReasonNamesThePerson)):
        with pytest.raises(refusal):
            vault.reveal_file(li, commitment, actor="chen", why=why)
        with pytest.raises(refusal):
            vault.keep_file(li, SCAN + b"2", actor="chen", why=why)


def test_nobody_who_is_not_there_has_files(vault: AnyVault) -> None:
    for look in (vault.commitment_to, lambda who, what: vault.keep_file(who, what, actor="wang", why="case")):
        with pytest.raises(UnknownBeneficiary):
            look("b-0000000000000000", SCAN)


def test_with_the_person_the_files_are_erased(vault: AnyVault) -> None:
    li = somebody(vault)
    commitment = vault.keep_file(li, SCAN, actor="wang", why="case")
    vault.erase(li, actor="head", why="申请〔2026〕3号")
    with pytest.raises(PersonalDataErased):
        vault.reveal_file(li, commitment, actor="chen", why="home visit")
    with pytest.raises(PersonalDataErased):
        vault.keep_file(li, SCAN, actor="chen", why="home visit")


def test_no_row_is_left_of_an_erased_persons_files_and_others_stay(pool: Pool, migrated: str, ledger: str) -> None:
    vault = PostgresVault(pool, ledger, MasterKey.generate())
    li, zhao = (one.beneficiary_id for one in vault.admit([LI, ZHAO], actor="wang", why=WHY))
    for person in (li, zhao):
        vault.keep_file(person, SCAN, actor="wang", why="case")
    vault.erase(li, actor="head", why="申请〔2026〕3号")
    with psycopg.connect(migrated) as connection:
        asked = "select beneficiary_id from subsidy.vault_file where ledger = %s"
        assert connection.execute(asked, (ledger,)).fetchall() == [(zhao,)]


def test_what_lies_in_the_database_is_sealed_and_bound_to_person_and_commitment(
    pool: Pool, migrated: str, ledger: str
) -> None:
    vault = PostgresVault(pool, ledger, MasterKey.generate())
    li, zhao = (one.beneficiary_id for one in vault.admit([LI, ZHAO], actor="wang", why=WHY))
    commitment = vault.keep_file(li, SCAN, actor="wang", why="case")
    with psycopg.connect(migrated) as connection:
        found = connection.execute("select sealed from subsidy.vault_file where ledger = %s", (ledger,)).fetchone()
        assert found is not None
        assert SCAN[:64] not in bytes(found[0])
        connection.execute("update subsidy.vault_file set beneficiary_id = %s where ledger = %s", (zhao, ledger))
    with pytest.raises(SealBroken):
        vault.reveal_file(zhao, commitment, actor="chen", why="home visit")


def test_another_master_key_opens_no_file(new_vault: Callable[[str, MasterKey], AnyVault], ledger: str) -> None:
    first, other = (new_vault(f"{ledger}-{which}", MasterKey.generate()) for which in "ab")
    assert first.commitment_to(somebody(first), SCAN) != other.commitment_to(somebody(other), SCAN)
