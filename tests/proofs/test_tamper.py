"""Whatever the database's superuser does to a sealed ledger, `verify` says where. Nothing passes silently."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from domain.proofs.notes import Note, Scheme, parse_note
from domain.proofs.signatures import signed
from infrastructure.log import canonical
from infrastructure.proofs.keys import SigningKey
from infrastructure.proofs.tiles_store import PublishedFiles
from tests.proofs.tampering import GUARDS, LEDGER, Sealed, a_copy, a_sealed_ledger
from tests.views.stories import small_log

pytestmark = [pytest.mark.slow, pytest.mark.fault]

LAST = len(small_log())


@pytest.fixture(scope="module")
def sound(fresh_database: str, tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    return a_sealed_ledger(fresh_database, tmp_path_factory.mktemp("sound"))


@pytest.fixture
def ledger(sound: Sealed, tmp_path: Path) -> Iterator[Sealed]:
    yield from a_copy(sound, tmp_path / "home")


def test_nothing_is_found_where_nobody_tampered(ledger: Sealed) -> None:
    assert ledger.found() == []


def position_of(name: str, nth: int = 0) -> int:
    """The position of the nth entry of a name."""
    return [entry.position for entry in small_log() if entry.name == name][nth]


PAID = position_of("payout.released.1", 5)


def altered(body: bytes, **changes: object) -> bytes:
    """An entry's bytes with other values in its payload, written as canonically as we do."""
    entry = json.loads(body)
    entry["payload"] |= changes
    return canonical.canonical(entry)


def renumbered(body: bytes, position: int) -> bytes:
    return canonical.canonical(json.loads(body) | {"position": position})


def test_another_amount_is_named(ledger: Sealed) -> None:
    body = ledger.body(PAID)
    ledger.by_force(
        f"UPDATE subsidy.entry SET body = '\\x{altered(body, amount='100001').hex()}' WHERE position = {PAID}"
    )
    assert ("sealed", PAID) in ledger.places()


def test_another_payee_is_named(ledger: Sealed) -> None:
    ledger.by_force(ledger.puts(PAID, altered(ledger.body(PAID), beneficiary="b-00-0000000299")))
    assert {("sealed", PAID), ("nobody_is_paid_twice", PAID)} <= ledger.places()


def test_another_instant_is_named(ledger: Sealed) -> None:
    entry = json.loads(ledger.body(PAID))
    later = entry["recorded_at"].replace("T01", "T02")
    ledger.by_force(ledger.puts(PAID, canonical.canonical(entry | {"recorded_at": later})))
    assert {("sealed", PAID), ("numbered_without_gaps", PAID + 1)} <= ledger.places()


def test_another_actor_is_named(ledger: Sealed) -> None:
    entry = json.loads(ledger.body(PAID))
    ledger.by_force(ledger.puts(PAID, canonical.canonical(entry | {"actor": "somebody-else"})))
    assert ledger.places() == {("sealed", PAID)}


def test_bytes_that_say_the_same_in_another_spelling_are_named(ledger: Sealed) -> None:
    spaced = ledger.body(PAID).replace(b",", b", ", 1)
    ledger.by_force(f"UPDATE subsidy.entry SET body = '\\x{spaced.hex()}' WHERE position = {PAID}")
    assert ("sealed", PAID) in ledger.places()


def test_a_column_beside_the_bytes_is_named(ledger: Sealed) -> None:
    ledger.by_force(f"UPDATE subsidy.entry SET stream = 'payout/x' WHERE position = {PAID}")
    assert ("bytes", PAID) in ledger.places()


def test_two_entries_that_changed_places_are_both_named(ledger: Sealed) -> None:
    one, other = ledger.body(PAID), ledger.body(PAID + 1)
    ledger.by_force(
        f"UPDATE subsidy.entry SET version = version + 1000 WHERE position IN ({PAID}, {PAID + 1})",
        ledger.puts(PAID, renumbered(other, PAID)).replace("stream =", "stream = 'aside/' ||"),
        ledger.puts(PAID + 1, renumbered(one, PAID + 1)),
        ledger.puts(PAID, renumbered(other, PAID)),
    )
    assert {("sealed", PAID), ("sealed", PAID + 1)} <= ledger.places()


def test_the_last_entry_deleted_with_its_head_is_missed(ledger: Sealed) -> None:
    ledger.by_force(
        f"DELETE FROM subsidy.entry WHERE position = {LAST}",
        f"UPDATE subsidy.ledger_head SET last_position = {LAST - 1}",
    )
    assert ("sealed", LAST) in ledger.places()


def test_a_truncated_tail_is_missed_from_its_first_entry_on(ledger: Sealed) -> None:
    ledger.by_force(
        f"DELETE FROM subsidy.entry WHERE position > {LAST - 700}",
        f"DELETE FROM subsidy.receipt WHERE last_position > {LAST - 700}",
        f"UPDATE subsidy.ledger_head SET last_position = {LAST - 700}",
    )
    assert ("sealed", LAST - 699) in ledger.places()


def test_an_entry_deleted_from_the_middle_is_missed_there(ledger: Sealed) -> None:
    ledger.by_force(f"DELETE FROM subsidy.entry WHERE position = {PAID}")
    found = ledger.places()
    assert ("sealed", PAID) in found
    assert ("sealed", PAID + 1) not in found


def test_an_entry_deleted_and_the_rest_numbered_anew_is_named_where_it_began(ledger: Sealed) -> None:
    shifted = [(at, renumbered(ledger.body(at + 1), at)) for at in range(LAST - 5, LAST)]
    statements = [ledger.puts(at, body) for at, body in shifted]
    ledger.by_force(
        f"DELETE FROM subsidy.entry WHERE position = {LAST - 5}",
        *(f"UPDATE subsidy.entry SET position = {at} WHERE position = {at + 1}" for at, _ in shifted),
        *statements,
        f"UPDATE subsidy.ledger_head SET last_position = {LAST - 1}",
    )
    sealed = [at for check, at in sorted(ledger.places()) if check == "sealed"]
    assert sealed == list(range(LAST - 5, LAST + 1))


def a_forged_one(ledger: Sealed, position: int) -> bytes:
    """A payout nobody approved."""
    entry = json.loads(ledger.body(PAID))
    entry |= {"position": position, "stream": entry["stream"] + "9", "command_id": "forged"}
    return canonical.canonical(entry)


def inserted(ledger: Sealed, body: bytes) -> str:
    position, stream = json.loads(body)["position"], json.loads(body)["stream"]
    return (
        f"INSERT INTO subsidy.entry SELECT ledger, {position}, '{stream}', version, name, recorded_at, "
        f"'\\x{body.hex()}' FROM subsidy.entry WHERE position = {PAID}"
    )


def test_an_entry_slipped_in_is_named_and_so_is_everything_it_moved(ledger: Sealed) -> None:
    at = LAST - 3
    moved = [(position, renumbered(ledger.body(position - 1), position)) for position in range(LAST + 1, at, -1)]
    forged = a_forged_one(ledger, at)
    ledger.by_force(
        *(f"UPDATE subsidy.entry SET position = {position} WHERE position = {position - 1}" for position, _ in moved),
        *(ledger.puts(position, body) for position, body in moved),
        inserted(ledger, forged),
        f"UPDATE subsidy.ledger_head SET last_position = {LAST + 1}",
    )
    sealed = [position for check, position in sorted(ledger.places()) if check == "sealed"]
    assert sealed == [at, at + 1, at + 2, LAST]


def test_a_forged_entry_at_the_end_breaks_the_rules_of_the_log(ledger: Sealed) -> None:
    forged = a_forged_one(ledger, LAST + 1)
    ledger.by_force(inserted(ledger, forged), f"UPDATE subsidy.ledger_head SET last_position = {LAST + 1}")
    assert ("nobody_is_paid_twice", LAST + 1) in ledger.places()


def test_everything_hashed_again_is_not_signed(ledger: Sealed, tmp_path: Path) -> None:
    """The forger makes a new tree over the forged log, under the log's own name, with keys of his own."""
    body = ledger.body(PAID)
    ledger.by_force(ledger.puts(PAID, altered(body, beneficiary="b-00-0000000299")))
    forger = Sealed(ledger.conninfo, tmp_path / "forger")
    forger.seals()
    for name in ("tile", "checkpoint"):
        if (ledger.published / name).is_dir():
            shutil.rmtree(ledger.published / name)
            shutil.copytree(forger.published / name, ledger.published / name)
        else:
            shutil.copy(forger.published / name, ledger.published / name)
    found = ledger.places()
    assert {("signature", 0), ("sealed", LAST)} <= found


def test_everything_hashed_again_and_signed_by_other_keys_is_not_the_signers(ledger: Sealed, tmp_path: Path) -> None:
    body = ledger.body(PAID)
    ledger.by_force(ledger.puts(PAID, altered(body, beneficiary="b-00-0000000299")))
    kept = (ledger.published / "checkpoint").read_text("utf-8")
    forger = Sealed(ledger.conninfo, tmp_path / "forger")
    forger.seals()
    shutil.rmtree(ledger.published)
    shutil.copytree(forger.published, ledger.published)
    assert ("keys", 0) in ledger.places()
    shutil.rmtree(ledger.signer)
    shutil.copytree(forger.signer, ledger.signer)
    assert ("signature", 0) in ledger.places(**{"last year's checkpoint": kept})


def test_yesterdays_copy_of_database_and_files_is_older_than_the_signer_remembers(
    ledger: Sealed, tmp_path: Path
) -> None:
    yesterday = next(copies := a_copy(ledger, tmp_path / "yesterday"))
    forged = a_forged_one(ledger, LAST + 1)
    ledger.by_force(inserted(ledger, forged), f"UPDATE subsidy.ledger_head SET last_position = {LAST + 1}")
    ledger.seals()
    kept = (ledger.published / "checkpoint").read_text("utf-8")
    restored = Sealed(yesterday.conninfo, ledger.home)
    assert ("sealed", LAST + 1) in restored.places()
    shutil.rmtree(ledger.published)
    shutil.copytree(yesterday.published, ledger.published)
    assert ("sealed", LAST + 1) in restored.places()
    assert ("sealed", LAST + 1) in yesterday.places(**{"the checkpoint of today": kept})
    copies.close()


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


def test_a_byte_flipped_in_the_data_file_is_named(ledger: Sealed, tmp_path: Path) -> None:
    """The copy's files have not been read yet, so that the server takes the flipped byte for what was written."""
    marker = b"payout/programme-0/"
    with psycopg.connect(ledger.conninfo) as connection:
        row = connection.execute(
            "SELECT current_setting('data_directory') || '/' || pg_relation_filepath('subsidy.entry')"
        ).fetchone()
    assert row is not None
    copy = ledger.copied(tmp_path / "flipped")
    try:
        with psycopg.connect(ledger.conninfo) as connection:
            name = psycopg.conninfo.conninfo_to_dict(copy.conninfo)["dbname"]
            number = connection.execute("SELECT oid FROM pg_database WHERE datname = %s", (name,)).fetchone()
        assert number is not None
        old = Path(row[0])
        path = old.parent.parent / str(number[0]) / old.name
        if not path.exists():
            pytest.skip("the server's files are not on this machine")
        content = path.read_bytes()
        body = ledger.body(PAID)
        at = content.index(body) + body.index(marker) + len(marker)
        with path.open("r+b") as file:
            file.seek(at)
            file.write(bytes([content[at] ^ 1]))
        found = copy.places()
        assert {("sealed", PAID), ("readable", PAID)} & found
    finally:
        copy.dropped()
