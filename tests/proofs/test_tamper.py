"""Whatever the database's superuser does to a sealed ledger, `verify` says where. Nothing passes silently."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from infrastructure.log import canonical
from tests.proofs.tampering import LAST, PAID, Sealed, a_copy, a_sealed_ledger, altered

pytestmark = [pytest.mark.slow, pytest.mark.fault]


@pytest.fixture(scope="module")
def sound(fresh_database: str, tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    return a_sealed_ledger(fresh_database, tmp_path_factory.mktemp("sound"))


@pytest.fixture
def ledger(sound: Sealed, tmp_path: Path) -> Iterator[Sealed]:
    yield from a_copy(sound, tmp_path / "home")


def test_nothing_is_found_where_nobody_tampered(ledger: Sealed) -> None:
    assert ledger.found() == []


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
