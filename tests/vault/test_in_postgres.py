"""What only a database can get wrong: clear bytes in a row, rights, a wrong key, a tampered row, bulk."""

from __future__ import annotations

from dataclasses import fields, replace

import psycopg
import pytest
from psycopg import errors, sql

from application.people import PersonalRecord
from domain.personal_data import PersonalDataErased
from infrastructure.vault.master_key import MasterKey, WrongMasterKey
from infrastructure.vault.postgres_vault import PostgresVault
from infrastructure.vault.sealing import SealBroken
from tests.vault.conftest import Pool

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
ZHAO = PersonalRecord(name="赵小满", id_number="990101201506010022")
WHY = "import"
TABLES = ("vault", "vault_person", "vault_key", "vault_index", "vault_access")


@pytest.fixture
def keys() -> MasterKey:
    return MasterKey.generate()


@pytest.fixture
def vault(pool: Pool, ledger: str, keys: MasterKey) -> PostgresVault:
    return PostgresVault(pool, ledger, keys)


def test_no_row_holds_clear_data(migrated: str, vault: PostgresVault, keys: MasterKey) -> None:
    [li] = vault.admit([LI], actor="wang", why=WHY)
    vault.reveal(li.beneficiary_id, actor="chen", why="check")
    stored = b""
    with psycopg.connect(migrated) as connection:
        for table in TABLES:
            rows = connection.execute(sql.SQL("select * from subsidy.{}").format(sql.Identifier(table)), binary=True)
            for row in rows:
                stored += b"|".join(v if isinstance(v, bytes) else str(v).encode() for v in row)
    assert li.beneficiary_id.encode() in stored
    assert keys.secret not in stored
    for field in fields(LI):
        clear: str = getattr(LI, field.name)
        assert clear.encode() not in stored
        assert clear.encode("utf-16-le") not in stored


def test_another_master_key_is_refused_before_anything_is_done(pool: Pool, vault: PostgresVault, ledger: str) -> None:
    [li] = vault.admit([LI], actor="wang", why=WHY)
    wrong = PostgresVault(pool, ledger, MasterKey.generate())
    with pytest.raises(WrongMasterKey):
        wrong.admit([ZHAO], actor="wang", why=WHY)
    with pytest.raises(WrongMasterKey):
        wrong.reveal(li.beneficiary_id, actor="chen", why="check")
    with pytest.raises(WrongMasterKey):
        wrong.find(id_number=LI.id_number)
    assert len(vault.accesses(li.beneficiary_id)) == 1
    assert vault.find(id_number=ZHAO.id_number) == ()


def test_a_tampered_row_is_noticed(migrated: str, vault: PostgresVault) -> None:
    [li] = vault.admit([LI], actor="wang", why=WHY)
    with psycopg.connect(migrated) as connection:
        connection.execute(
            "update subsidy.vault_person set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)"
            " where beneficiary_id = %s",
            (li.beneficiary_id,),
        )
    with pytest.raises(SealBroken):
        vault.reveal(li.beneficiary_id, actor="chen", why="check")
    with pytest.raises(SealBroken):
        vault.admit([LI], actor="wang", why=WHY)


def test_a_record_swapped_between_two_people_is_noticed(migrated: str, vault: PostgresVault) -> None:
    li, zhao = (a.beneficiary_id for a in vault.admit([LI, ZHAO], actor="wang", why=WHY))
    with psycopg.connect(migrated) as connection:
        for table, column in (("vault_person", "sealed"), ("vault_person", "commitment"), ("vault_key", "wrapped")):
            connection.execute(
                sql.SQL(
                    "update subsidy.{table} mine set {column} = other.{column} from subsidy.{table} other"
                    " where mine.beneficiary_id = %s and other.beneficiary_id = %s"
                ).format(table=sql.Identifier(table), column=sql.Identifier(column)),
                (zhao, li),
            )
    with pytest.raises(SealBroken):
        vault.reveal(zhao, actor="chen", why="check")
    assert vault.reveal(li, actor="chen", why="check") == LI


def test_without_their_key_a_person_is_erased(migrated: str, vault: PostgresVault) -> None:
    [li] = vault.admit([LI], actor="wang", why=WHY)
    with psycopg.connect(migrated, options="-c role=subsidy_eraser") as connection:
        connection.execute("delete from subsidy.vault_key where beneficiary_id = %s", (li.beneficiary_id,))
        connection.execute("delete from subsidy.vault_index where beneficiary_id = %s", (li.beneficiary_id,))
    with pytest.raises(PersonalDataErased):
        vault.reveal(li.beneficiary_id, actor="chen", why="check")
    assert vault.find(id_number=LI.id_number) == ()


@pytest.mark.parametrize(
    "statement",
    [
        "update subsidy.vault_access set why = 'nothing'",
        "delete from subsidy.vault_access",
        "truncate subsidy.vault_access",
    ],
)
def test_not_even_the_superuser_edits_the_access_log(migrated: str, vault: PostgresVault, statement: str) -> None:
    vault.admit([LI], actor="wang", why=WHY)
    with (
        psycopg.connect(migrated, options="-c session_replication_role=replica") as connection,
        pytest.raises(errors.RestrictViolation),
    ):
        connection.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "update subsidy.vault_person set sealed = sealed",
        "update subsidy.vault_key set wrapped = wrapped",
        "update subsidy.vault set key_check = key_check",
        "update subsidy.vault_index set digest = digest",
        "delete from subsidy.vault_key",
        "delete from subsidy.vault_index",
    ],
)
def test_the_service_may_only_add(migrated: str, statement: str) -> None:
    with (
        psycopg.connect(migrated, options="-c role=subsidy_app") as connection,
        pytest.raises(errors.InsufficientPrivilege),
    ):
        connection.execute(statement)


def test_the_database_itself_refuses_a_second_holder_of_a_number(migrated: str, vault: PostgresVault) -> None:
    vault.admit([LI], actor="wang", why=WHY)
    with psycopg.connect(migrated) as connection, pytest.raises(errors.UniqueViolation):
        connection.execute(
            "insert into subsidy.vault_index select ledger, kind, digest, 'b-other', 1 from subsidy.vault_index"
            " where kind = 'id_number'"
        )


def test_old_numbers_stay_for_whoever_has_to_find_out_and_are_never_given_back(
    migrated: str, vault: PostgresVault, ledger: str
) -> None:
    [li] = vault.admit([LI], actor="wang", why=WHY)
    for account in ("9999990000000018", LI.account):
        vault.amend(li.beneficiary_id, replace(LI, account=account), actor="wang", why="a returned payment")
    with psycopg.connect(migrated) as connection:
        spans = connection.execute(
            "select since_revision, until_revision from subsidy.vault_index"
            " where ledger = %s and kind = 'account' order by since_revision",
            (ledger,),
        ).fetchall()
        assert spans == [(1, 2), (2, 3), (3, None)]
        with pytest.raises(errors.RestrictViolation):
            connection.execute(
                "update subsidy.vault_index set until_revision = null where ledger = %s and since_revision = 1",
                (ledger,),
            )


def test_an_old_record_in_the_place_of_the_current_one_is_noticed(migrated: str, vault: PostgresVault) -> None:
    [li] = vault.admit([LI], actor="wang", why=WHY)
    vault.amend(li.beneficiary_id, replace(LI, account="9999990000000018"), actor="wang", why="a returned payment")
    with psycopg.connect(migrated) as connection:
        connection.execute(
            "update subsidy.vault_person newer set sealed = older.sealed, commitment = older.commitment"
            " from subsidy.vault_person older where older.beneficiary_id = newer.beneficiary_id"
            " and newer.beneficiary_id = %s and newer.revision = 2 and older.revision = 1",
            (li.beneficiary_id,),
        )
    with pytest.raises(SealBroken):
        vault.reveal(li.beneficiary_id, actor="chen", why="check")


def test_erasing_somebody_erases_every_revision(migrated: str, vault: PostgresVault) -> None:
    [li] = vault.admit([LI], actor="wang", why=WHY)
    vault.amend(li.beneficiary_id, replace(LI, phone=""), actor="wang", why="moved")
    with psycopg.connect(migrated, options="-c role=subsidy_eraser") as connection:
        connection.execute("delete from subsidy.vault_key where beneficiary_id = %s", (li.beneficiary_id,))
        connection.execute("delete from subsidy.vault_index where beneficiary_id = %s", (li.beneficiary_id,))
    with pytest.raises(PersonalDataErased):
        vault.reveal(li.beneficiary_id, actor="chen", why="check", commitment=li.commitment)
    with pytest.raises(PersonalDataErased):
        vault.amend(li.beneficiary_id, LI, actor="wang", why="moved")


@pytest.mark.slow
def test_ten_thousand_people_are_admitted_and_recognised_again(vault: PostgresVault) -> None:
    people = [replace(LI, id_number=f"{n:018d}", certificate=f"{n:020d}", account=f"{n:016d}") for n in range(10_000)]
    admitted = vault.admit(people, actor="wang", why=WHY)
    recognised = vault.admit(people, actor="wang", why=WHY)
    assert not any(admission.known for admission in admitted)
    assert [(a.beneficiary_id, a.commitment) for a in recognised] == [
        (a.beneficiary_id, a.commitment) for a in admitted
    ]
    assert all(admission.known and not admission.differs for admission in recognised)
    assert [a.beneficiary_id for a in admitted] == sorted(a.beneficiary_id for a in admitted)
