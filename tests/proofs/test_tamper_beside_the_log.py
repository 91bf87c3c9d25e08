"""Views, published files, keys, guards and receipts: what is tampered with beside the log is named as well."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from domain.proofs.notes import Note, Scheme, parse_note
from domain.proofs.signatures import signed
from infrastructure.proofs.keys import SigningKey
from infrastructure.proofs.tiles_store import PublishedFiles
from tests.proofs.tampering import GUARDS, LAST, LEDGER, PAID, Sealed, a_copy, a_sealed_ledger, altered

pytestmark = [pytest.mark.slow, pytest.mark.fault]


@pytest.fixture(scope="module")
def sound(fresh_database: str, tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    return a_sealed_ledger(fresh_database, tmp_path_factory.mktemp("sound"))


@pytest.fixture
def ledger(sound: Sealed, tmp_path: Path) -> Iterator[Sealed]:
    yield from a_copy(sound, tmp_path / "home")


def test_a_view_alone_is_named_with_its_row_and_column(ledger: Sealed) -> None:
    ledger.by_force(f"UPDATE subsidy.posting SET amount_fen = amount_fen - 1 WHERE position = {PAID}")
    told = [(one.check, one.view, one.table, one.position, one.column) for one in ledger.found()]
    assert ("replay", "posting", "posting", PAID, "amount_fen") in told


def test_a_row_taken_out_of_a_view_is_named(ledger: Sealed) -> None:
    ledger.by_force(f"DELETE FROM subsidy.payout_step WHERE position = {PAID}")
    assert [(one.check, one.table, one.position) for one in ledger.found()] == [("replay", "payout_step", PAID)]


def test_a_row_slipped_into_a_view_is_named(ledger: Sealed) -> None:
    with psycopg.connect(ledger.conninfo) as connection:
        columns = connection.execute(
            "SELECT string_agg(CASE column_name WHEN 'position' THEN '1' ELSE column_name END, ', ' "
            "ORDER BY ordinal_position) FROM information_schema.columns "
            "WHERE table_schema = 'subsidy' AND table_name = 'payout_step'"
        ).fetchone()
    assert columns is not None
    ledger.by_force(
        f"INSERT INTO subsidy.payout_step SELECT {columns[0]} FROM subsidy.payout_step WHERE position = {PAID}"
    )
    assert ledger.places() == {("replay", 1)}


def flipped(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def test_a_flipped_tile_is_named_by_its_entries(ledger: Sealed) -> None:
    flipped(ledger.published / "tile/0/002", 40)
    assert [(one.check, one.position) for one in ledger.found()] == [("tiles", 513)]


def test_a_tile_that_is_gone_is_named(ledger: Sealed) -> None:
    (ledger.published / "tile/0/001").unlink()
    assert [(one.check, one.position) for one in ledger.found()] == [("tiles", 257)]


def test_an_entry_and_its_tile_forged_together_are_named(ledger: Sealed) -> None:
    body = altered(ledger.body(PAID), beneficiary="b-00-0000000299")
    ledger.by_force(ledger.puts(PAID, body))
    index = PAID - 1
    flipped(ledger.published / f"tile/0/{index // 256:03d}", index % 256 * 32)
    assert ("sealed", PAID) in ledger.places()


def test_another_checkpoint_is_not_signed(ledger: Sealed) -> None:
    path = ledger.published / "checkpoint"
    path.write_text(path.read_text("utf-8").replace(f"\n{LAST}\n", f"\n{LAST - 1}\n"), "utf-8")
    assert ("signature", 0) in ledger.places()


def test_a_checkpoint_that_is_gone_is_missed(ledger: Sealed) -> None:
    (ledger.published / "checkpoint").unlink()
    assert ledger.places() == {("checkpoint", 0)}


def test_all_published_files_gone_are_missed(ledger: Sealed) -> None:
    shutil.rmtree(ledger.published)
    assert ("keys", 0) in ledger.places()


def test_another_key_beside_the_log_is_not_the_signers(ledger: Sealed) -> None:
    """The forger signs the very same tree: whoever believed his key would believe his next tree."""
    files = PublishedFiles(ledger.home, LEDGER)
    key = SigningKey.generate(files.origin(), Scheme.ED25519)
    text = parse_note(files.note()).text
    files.publish(str(Note(text, (signed(text, key, seconds=0),))))
    files.publish_keys([key.key])
    assert {("keys", 0), ("signature", 0)} <= ledger.places()


def test_a_signers_memory_that_is_gone_is_missed(ledger: Sealed) -> None:
    for path in ledger.signer.glob("*/last"):
        path.unlink()
    assert ("signer", 0) in ledger.places()


@pytest.mark.parametrize(("table", "name"), GUARDS)
def test_a_trigger_that_is_off_is_named(ledger: Sealed, table: str, name: str) -> None:
    with psycopg.connect(ledger.conninfo) as connection:
        connection.execute(f"ALTER TABLE subsidy.{table} DISABLE TRIGGER {name}".encode())
    assert [(one.check, one.table) for one in ledger.found()] == [("guards", table)]


def test_a_session_that_calls_itself_a_replica_is_refused_all_the_same(ledger: Sealed) -> None:
    with psycopg.connect(ledger.conninfo) as connection:
        connection.execute("SET session_replication_role = replica")
        with pytest.raises(psycopg.errors.RestrictViolation):
            connection.execute("DELETE FROM subsidy.entry WHERE position = 5")


def test_a_trigger_that_a_replica_gets_round_is_named(ledger: Sealed) -> None:
    with psycopg.connect(ledger.conninfo) as connection:
        connection.execute("ALTER TABLE subsidy.entry ENABLE TRIGGER append_only")
        connection.execute("SET session_replication_role = replica")
        connection.execute(f"DELETE FROM subsidy.entry WHERE position = {PAID}".encode())
    assert {("guards", 0), ("sealed", PAID)} <= ledger.places()


def test_a_table_made_anew_with_other_rows_is_named(ledger: Sealed) -> None:
    body = altered(ledger.body(PAID), beneficiary="b-00-0000000299")
    with psycopg.connect(ledger.conninfo) as connection:
        connection.execute("CREATE TABLE subsidy.other (LIKE subsidy.entry INCLUDING ALL)")
        connection.execute("INSERT INTO subsidy.other SELECT * FROM subsidy.entry")
        connection.execute("DROP TABLE subsidy.entry CASCADE")
        connection.execute("ALTER TABLE subsidy.other RENAME TO entry")
        connection.execute(
            "GRANT ALL ON subsidy.entry TO subsidy_owner, subsidy_app, subsidy_projector, subsidy_reader"
        )
        connection.execute(ledger.puts(PAID, body).encode())
    found = ledger.found()
    assert {("guards", 0), ("sealed", PAID)} <= {(one.check, one.position) for one in found}


def test_somebody_who_may_change_the_log_is_named(ledger: Sealed) -> None:
    with psycopg.connect(ledger.conninfo) as connection:
        connection.execute("GRANT UPDATE ON subsidy.entry TO subsidy_app")
    assert [(one.check, one.what, one.table) for one in ledger.found()] == [
        ("guards", "subsidy_app may update", "entry")
    ]


def test_a_receipt_that_points_nowhere_is_named(ledger: Sealed) -> None:
    ledger.by_force(f"INSERT INTO subsidy.receipt VALUES ('{LEDGER}', 'c', 'h', 99999, 'x')")
    assert ledger.places() == {("receipts", 99999)}


def test_a_receipt_of_another_request_is_named(ledger: Sealed) -> None:
    command = json.loads(ledger.body(PAID))["command_id"]
    ledger.by_force(f"INSERT INTO subsidy.receipt VALUES ('{LEDGER}', '{command}', 'h', {PAID}, 'x')")
    assert ledger.places() == {("receipts", PAID)}


def test_a_head_that_was_set_back_is_named(ledger: Sealed) -> None:
    ledger.by_force(f"UPDATE subsidy.ledger_head SET last_position = {LAST - 1}")
    assert ("head", LAST) in ledger.places()
