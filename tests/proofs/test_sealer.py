"""Sealing: what is published is the log's own tree, whatever happened in between; another history is not sealed."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from domain.proofs.rejections import ConsistencyNotProven, Forked, SteppedBack
from domain.proofs.tiles import Tile, named
from domain.rejected import Rejected
from infrastructure.log.memory_log import MemoryLog
from infrastructure.proofs.asking_signer import AskedSigner
from infrastructure.proofs.memory import SignerForgot
from infrastructure.proofs.sealer import Sealer
from infrastructure.proofs.sealing import Sealing, open_proofs, sealing
from infrastructure.proofs.tiles_store import NotOpenedForProofs, PublishedFiles
from tests.log.support import AnyLog, append, released, settled
from tests.proofs.office import Office, is_one_history, open_office, seals_the_log, seen


def test_an_empty_log_has_no_checkpoint_yet(office: Office) -> None:
    assert office.seals() == 0
    assert office.files.note() == ""


def test_a_seal_covers_exactly_what_the_log_has(office: Office) -> None:
    notes = []
    for count in (1, 2, 252, 1, 1, 300, 0):
        office.records(count)
        assert office.seals() == office.log.head()
        notes.append(office.files.note())
        seals_the_log(office)
    is_one_history(office.files, notes)


def test_a_full_tile_takes_the_place_of_its_partial_ones(office: Office) -> None:
    for count in (100, 100, 57, 3):
        office.records(count)
        office.seals()
    there = {named(str(path.relative_to(office.files.folder))) for path in files_below(office.files.folder / "tile")}
    assert there == {Tile(0, 0), Tile(0, 1, 1), Tile(0, 1, 4), Tile(1, 0, 1)}


def test_a_tile_once_published_stays_as_it_is(office: Office) -> None:
    before: dict[Path, bytes] = {}
    for count in (3, 300, 5, 260):
        office.records(count)
        office.seals()
        now = {path: path.read_bytes() for path in files_below(office.files.folder / "tile")}
        assert all(now[path] == content for path, content in before.items() if path in now)
        before = now


def test_what_was_signed_and_not_published_is_published_on_coming_back(office: Office) -> None:
    office.records(10)
    office.seals()
    office.records(400)
    to_be_killed = Sealer(office.log, KilledBeforePublishing(office.home, office.log.ledger), office.signer)
    to_be_killed.read_on()
    with pytest.raises(Killed):
        to_be_killed.seal()
    assert office.sealed().size == 10
    back = office.comes_back()
    back.sealer.read_on()
    seals_the_log(back)
    back.records(1)
    back.seals()
    seals_the_log(back)
    assert list(office.memory.refused()) == []


class Killed(BaseException):
    """The process is gone."""


class KilledBeforePublishing(PublishedFiles):
    """Dies between the signature and the checkpoint."""

    def publish(self, note: str) -> None:
        raise Killed(note)


@pytest.mark.parametrize("what", ["checkpoint", "tile/0/001.p/44", "tile/1/000.p/1", "everything"])
def test_files_that_are_gone_or_damaged_are_made_anew_from_the_log(office: Office, what: str) -> None:
    office.records(300)
    office.seals()
    before = {path: path.read_bytes() for path in files_below(office.files.folder / "tile")}
    for path in files_below(office.files.folder):
        if what in (str(path.relative_to(office.files.folder)), "everything") and path.name not in ("vkeys", "origin"):
            path.unlink() if path.name == "44" else path.write_bytes(bytes(len(path.read_bytes())))
    back = office.comes_back()
    back.sealer.read_on()
    assert {path: path.read_bytes() for path in files_below(office.files.folder / "tile")} == before
    seals_the_log(back)


def test_a_long_log_is_caught_up_with_in_steps(office: Office) -> None:
    sealer = Sealer(office.log, office.files, office.signer, most_unsealed=64)
    office.records(700)
    notes = []
    while sealer.read_on():
        sealer.seal()
        notes.append(office.files.note())
    sealer.seal()
    seals_the_log(office)
    is_one_history(office.files, [*notes, office.files.note()])
    assert len(notes) == 700 // 64


@pytest.mark.parametrize(
    ("kept", "then", "refusal"),
    [
        (6, 0, SteppedBack),
        (0, 0, SteppedBack),
        (6, 3, SteppedBack),
        (6, 4, Forked),
        (6, 14, ConsistencyNotProven),
        (0, 300, ConsistencyNotProven),
        (9, 1, Forked),
    ],
)
def test_another_history_is_put_before_the_signer_who_refuses_and_keeps_it(
    tmp_path: Path, signer: AskedSigner, signer_folder: Path, kept: int, then: int, refusal: type[Rejected]
) -> None:
    log, restored = MemoryLog("main"), MemoryLog("main")
    office = open_office(log, tmp_path, signer, signer_folder)
    office.records(10)
    assert office.seals() == 10
    restored._rows = log._rows[:kept]
    back = office.comes_back(restored)
    back.records(then)
    for one in (back, office.comes_back(restored)):
        with pytest.raises(refusal):
            one.seals()
    (evidence,) = office.memory.refused()
    assert (evidence["refused"], evidence["new"]) == (refusal.code, kept + then)
    assert office.sealed().size == 10
    office.records(1)
    assert office.seals() == 11, "the true log goes on"


def test_a_service_on_another_history_says_so_and_does_not_ask_again_and_again(
    tmp_path: Path, signer: AskedSigner, signer_folder: Path
) -> None:
    office = open_office(MemoryLog("main"), tmp_path, signer, signer_folder)
    office.records(10)
    office.seals()
    restored = MemoryLog("main")
    with Sealing(office.comes_back(restored).sealer, office.files, restored.bell) as running:
        while not running.trouble:
            time.sleep(0.01)
        append(restored, ("payout/x", 0, released()))
    assert "SteppedBack" in running.trouble
    assert [one["new"] for one in office.memory.refused()] == [0]


def test_a_log_that_is_changed_while_it_is_sealed_is_noticed_at_the_next_entry(
    tmp_path: Path, signer: AskedSigner, signer_folder: Path
) -> None:
    log = MemoryLog("main")
    office = open_office(log, tmp_path, signer, signer_folder)
    office.records(10)
    office.seals()
    *columns, body = log._rows[9]
    log._rows[9] = (*columns, body.replace(b"officer/wang", b"officer/wong"))  # type: ignore[assignment] # the columns
    office.records(1)
    with pytest.raises(ConsistencyNotProven):
        office.seals()


def test_a_signer_whose_memory_is_older_than_what_is_published_is_not_asked(office: Office) -> None:
    office.records(3)
    office.seals()
    old = office.memory.last()
    office.records(3)
    office.seals()
    office.memory.remember(old)
    with pytest.raises(SignerForgot):
        office.comes_back().seals()
    assert office.sealed().size == 6


def test_another_sealer_may_have_been_faster(office: Office) -> None:
    office.records(5)
    office.seals()
    other = office.comes_back()
    office.records(5)
    other.seals()
    office.records(5)
    office.sealer.read_on()
    with pytest.raises(Rejected, match="not the newest"):
        office.sealer.seal()
    assert office.seals() == 15
    seals_the_log(office)


def test_the_oldest_entry_without_a_seal_is_known(office: Office) -> None:
    assert office.sealer.oldest_unsealed() is None
    office.records(2)
    first = office.log.entries(0, limit=1)[0][4]
    assert office.sealer.oldest_unsealed() == first
    office.seals()
    assert office.sealer.oldest_unsealed() is None
    office.records(1)
    assert office.sealer.oldest_unsealed() == office.log.entries(2, limit=1)[0][4]


def test_a_ledger_is_opened_for_sealing_once_and_may_have_any_name(tmp_path: Path) -> None:
    for ledger in ("main", "../main", "340700 铜陵市", "a+b", ".", "340700"):
        made = open_proofs(tmp_path, ledger, tmp_path / "signer")
        assert open_proofs(tmp_path, ledger, tmp_path / "signer") == made
    folders = sorted(path.name for path in (tmp_path / "proofs").iterdir())
    assert len(folders) == 6
    assert len({PublishedFiles(tmp_path, name).origin() for name in ("main", "../main", ".", "a+b")}) == 4


def test_two_who_open_a_ledger_at_once_open_one_log(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as openers:
        made = list(openers.map(lambda _: open_proofs(tmp_path, "main", tmp_path / "signer"), range(4)))
    assert made.count(made[0]) == 4


def test_opening_that_was_cut_off_is_finished_by_the_next_one(tmp_path: Path) -> None:
    made = open_proofs(tmp_path, "main", tmp_path / "signer")
    files = PublishedFiles(tmp_path, "main")
    (files.folder / "vkeys").unlink()
    with pytest.raises(NotOpenedForProofs):
        files.keys()
    assert open_proofs(tmp_path, "main", tmp_path / "signer") == made


def test_a_service_seals_what_is_appended_and_two_of_them_take_turns(office: Office) -> None:
    first, second = Sealing(office.sealer, office.files, office.log.bell), office.comes_back()
    with first, Sealing(second.sealer, office.files, office.log.bell):
        for count in (1, 5, 300):
            office.records(count)
            wait_until_sealed(office)
    seals_the_log(office)
    assert (first.trouble, list(office.memory.refused())) == ("", [])


def test_a_service_seals_what_is_left_before_it_leaves(office: Office) -> None:
    with Sealing(office.sealer, office.files):
        office.records(7)
    seals_the_log(office)


def test_a_home_seals_its_ledgers_with_a_signer_of_its_own(log: AnyLog, tmp_path: Path) -> None:
    files = PublishedFiles(tmp_path, log.ledger)
    with sealing(log, tmp_path) as running:
        append(log, ("payout/x", 0, released()))
        while not files.note():
            time.sleep(0.01)
        assert running.sealer.oldest_unsealed() is None
    assert seen(files).size == 1
    append(log, ("payout/x", 1, settled()))
    with sealing(log, tmp_path):
        pass
    assert seen(files).size == 2


def test_a_service_that_cannot_seal_says_why_and_seals_when_it_can(office: Office) -> None:
    office.records(3)
    there = office.memory.folder
    hidden = there.rename(office.home / "hidden")
    with Sealing(office.sealer, office.files) as running:
        while not running.trouble:
            time.sleep(0.01)
        assert "UnknownOrigin" in running.trouble
        hidden.rename(there)
        wait_until_sealed(office)
    assert running.trouble == ""


def wait_until_sealed(office: Office) -> None:
    """Until the log's head is sealed; the test's own time limit ends a wait for ever."""
    while (head := office.files.checkpoint()) is None or head.size < office.log.head():
        time.sleep(0.01)


def files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")
