"""New keys for the signer: announced by the old ones, in use from the checkpoint that covers them, and never forged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from application.commands.signing_keys import AnnounceKeys, announce_keys
from application.proofs import receipt_of
from application.road import Officer
from domain.proofs import checkpoint
from domain.proofs.events import KeysAnnounced
from domain.proofs.notes import Note, Scheme, VerifierKey, parse_note
from domain.proofs.policy import Policy
from domain.proofs.receipts import EntryReceipt
from domain.proofs.rejections import (
    KeyRotationForged,
    KeyRotationUnknown,
    KeysAnnouncedAlready,
    NobodyTrustedSigned,
)
from domain.proofs.rotation import KeyHistory, Rotation, announced, announcement_of
from domain.proofs.signatures import signed, who_signed
from domain.proofs.tiles import Tile
from infrastructure.auditing.seals import seals_of_ledger
from infrastructure.auditing.signed_facts import SignedFacts
from infrastructure.auditing.tree_check import TreeCheck
from infrastructure.findings import Finding
from infrastructure.log.mapper import EntryMapper
from infrastructure.proofs.keys import SigningKey, is_good
from infrastructure.proofs.memory import SCHEMES
from infrastructure.proofs.published import PublishedLog
from infrastructure.proofs.tiles_store import PublishedFiles
from tests.log.support import append, new_id
from tests.proofs.office import Office, seen

ORIGIN = "subsidy-ledger/main/0a1b2c3d"


def some_keys(name: str = ORIGIN) -> tuple[SigningKey, ...]:
    return tuple(SigningKey.generate(name, scheme) for scheme in SCHEMES)


def public(keys: tuple[SigningKey, ...]) -> tuple[VerifierKey, ...]:
    return tuple(one.key for one in keys)


def announcement(old: tuple[SigningKey, ...], new: tuple[SigningKey, ...], by: tuple[SigningKey, ...] = ()) -> str:
    return announcement_of(Rotation(ORIGIN, public(old), public(new)), by or (*old, *new))


OLD, NEW, NEWEST = some_keys(), some_keys(), some_keys()


def test_old_keys_sign_up_to_the_announcement_and_new_ones_from_it_on() -> None:
    history = KeyHistory.of(public(OLD)).extended(7, announcement(OLD, NEW), is_good)
    history = history.extended(20, announcement(NEW, NEWEST), is_good)
    assert [history.at(size) for size in (0, 6, 7, 19, 20, 21)] == [
        public(keys) for keys in (OLD, OLD, NEW, NEW, NEWEST, NEWEST)
    ]


@pytest.mark.parametrize(
    "forged",
    [
        announcement(OLD, NEW, by=NEW),
        announcement(OLD, NEW, by=OLD),
        announcement(OLD, NEW, by=(OLD[0], *NEW)),
        announcement(NEWEST, NEW),
        announcement(OLD, NEW).replace("replaced", "replaces"),
        announcement(OLD, (NEW[0],)),
        announcement(OLD, NEW).replace(ORIGIN, ORIGIN + "x"),
        "nothing at all",
        str(Note("subsidy-ledger trial balance v1\n", ())),
    ],
    ids=[
        "new-alone",
        "old-alone",
        "one-missing",
        "others-replaced",
        "odd-line",
        "a-scheme-less",
        "other-log",
        "no-note",
        "other",
    ],
)
def test_an_announcement_that_not_all_of_the_keys_in_use_and_the_new_ones_signed_is_forged(forged: str) -> None:
    with pytest.raises(KeyRotationForged):
        KeyHistory.of(public(OLD)).extended(7, forged, is_good)


def test_replaced_keys_never_come_back_into_use() -> None:
    history = KeyHistory.of(public(OLD)).extended(7, announcement(OLD, NEW), is_good)
    with pytest.raises(KeyRotationForged):
        history.extended(9, announcement(NEW, OLD), is_good)


def rotated(office: Office, records: int = 5) -> int:
    """Announce the keys that the signer prepared and record on; return the position of the announcement."""
    told = office.signer.prepared(office.files.origin())
    ask = AnnounceKeys(command_id=f"rotate-{new_id()}", announcement=told)
    position = announce_keys(ask, office.files.history(), is_good, by=Officer("wang"), log=office.log).position
    office.records(records)
    return position


def checked(office: Office, **kept: str) -> list[Finding]:
    """Hold the log against its seals, entry by entry, as `verify` does."""
    seals = seals_of_ledger(office.home, office.log.ledger, office.signer_folder, kept=kept)
    assert seals is not None
    tree, facts, mapper = TreeCheck(seals), SignedFacts(seals), EntryMapper()
    found: list[Finding] = []
    for row in office.log.entries(0, limit=10_000):
        tree.see(row[0], row[1], row[5])
        found += facts.see(mapper.read_row(office.log.ledger, row))
    return [*found, *facts.end(), *tree.end()]


def test_the_first_checkpoint_that_covers_the_announcement_is_signed_by_the_new_keys(office: Office) -> None:
    old = office.files.keys()
    office.records(3)
    office.seals()
    before = office.files.note()
    position = rotated(office)
    office.seals()
    new = office.files.keys()
    assert not set(old) & set(new)
    assert set(who_signed(parse_note(office.files.note()), new, is_good)) == set(new)
    with pytest.raises(NobodyTrustedSigned):
        who_signed(parse_note(office.files.note()), old, is_good)
    assert [one.since for one in office.files.history().generations] == [0, position]
    office.records(2)
    office.seals()
    assert checked(office, **{"from before": before}) == []
    assert seen(office.files).size == office.log.head()


def test_a_second_rotation_follows_the_first(office: Office) -> None:
    for _ in range(2):
        rotated(office)
        office.seals()
    assert len(office.files.history().generations) == 3
    assert checked(office) == []


def test_receipts_from_before_and_after_are_accepted_each_under_its_keys(office: Office) -> None:
    office.records(4)
    office.seals()
    log, first = PublishedLog(office.files, office.log), Policy(office.files.keys())
    old = receipt_of(log, 2)
    rotated(office)
    office.seals()
    new, history = receipt_of(log, 2), office.files.history()
    for receipt in (old, new):
        assert isinstance(receipt, EntryReceipt)
        receipt.verified(receipt.extra, first, is_good, history)
    with pytest.raises(NobodyTrustedSigned):
        new.verified(new.extra, first, is_good)
    assert checked(office, old=str(old), new=str(new)) == []


def test_what_a_replaced_key_signs_afterwards_is_refused(office: Office, tmp_path: Path) -> None:
    office.records(4)
    office.seals()
    stolen = office.memory.signing_keys()
    rotated(office)
    office.seals()
    head = office.sealed()
    text = checkpoint.Checkpoint(head.origin, head.size, head.root).text
    forged = str(Note(text, tuple(signed(text, key, seconds=1_800_000_000) for key in stolen)))
    assert {one.check for one in checked(office, forged=forged)} == {"signature"}
    office.files.publish(forged)
    assert "signature" in {one.check for one in checked(office)}


def test_a_forged_announcement_in_the_log_changes_no_key_and_is_named(office: Office) -> None:
    office.records(3)
    office.seals()
    keys = office.files.keys()
    mine = tuple(SigningKey.generate(office.files.origin(), scheme) for scheme in SCHEMES)
    text = Rotation(office.files.origin(), keys, public(mine))
    append(office.log, (f"log_keys/{new_id()}", 0, KeysAnnounced(announcement_of(text, mine))))
    position = office.log.head()
    office.records(2)
    office.seals()
    assert office.files.keys() == keys
    assert [(one.check, one.position) for one in checked(office)] == [("keys", position)]


def test_announced_keys_that_the_signer_never_made_are_not_taken_into_use(office: Office) -> None:
    """Whoever has the old key, but not the signer, can write such an announcement; nothing is sealed on it."""
    office.records(3)
    office.seals()
    old = office.memory.signing_keys()
    mine = tuple(SigningKey.generate(office.files.origin(), scheme) for scheme in SCHEMES)
    told = announcement_of(Rotation(office.files.origin(), public(old), public(mine)), (*old, *mine))
    append(office.log, (f"log_keys/{new_id()}", 0, KeysAnnounced(told)))
    with pytest.raises(KeyRotationUnknown):
        office.seals()
    assert office.sealed().size == 3


def test_the_same_keys_are_announced_once(office: Office) -> None:
    office.records(1)
    office.seals()
    rotated(office)
    again = AnnounceKeys(command_id=f"rotate-{new_id()}", announcement=office.signer.prepared(office.files.origin()))
    with pytest.raises(KeysAnnouncedAlready):
        announce_keys(again, office.files.history(), is_good, by=Officer("wang"), log=office.log)


def test_prepared_keys_stay_the_same_until_they_are_in_use_and_replaced_ones_are_removed(office: Office) -> None:
    told = office.signer.prepared(office.files.origin())
    assert office.signer.prepared(office.files.origin()) == told
    rotated(office)
    office.seals()
    assert not (office.memory.folder / "ed25519.key").exists()
    assert public(office.memory.signing_keys()) == announced(told, is_good).new
    assert {key.scheme for key in office.memory.verifier_keys()} == {Scheme.ED25519, Scheme.ML_DSA_44}


class CutOff(PublishedFiles):
    """Published files of somebody who is killed before one of the steps."""

    def __init__(self, home: Path, ledger: str, before: str) -> None:
        super().__init__(home, ledger)
        self._before = before

    def put(self, tiles: Iterable[tuple[Tile, bytes]]) -> None:
        self._die("tiles")
        super().put(tiles)

    def publish_rotations(self, rotations: Sequence[tuple[int, str]]) -> None:
        self._die("rotations")
        super().publish_rotations(rotations)

    def publish_keys(self, keys: Iterable[VerifierKey]) -> None:
        self._die("keys")
        super().publish_keys(keys)

    def publish(self, note: str) -> None:
        self._die("checkpoint")
        super().publish(note)

    def _die(self, step: str) -> None:
        if step == self._before:
            raise KeyboardInterrupt


@pytest.mark.parametrize("before", ["tiles", "rotations", "keys", "checkpoint"])
def test_a_kill_between_the_steps_is_harmless(office: Office, before: str) -> None:
    office.records(300)
    office.seals()
    rotated(office)
    cut = replace(office, files=CutOff(office.home, office.log.ledger, before)).comes_back()
    with pytest.raises(KeyboardInterrupt):
        cut.seals()
    back = office.comes_back()
    back.records(3)
    back.seals()
    assert back.sealed().size == back.log.head()
    assert len(back.files.history().generations) == 2
    assert checked(back) == []


def test_published_files_that_are_lost_are_made_anew_with_their_keys(office: Office) -> None:
    office.records(5)
    office.seals()
    rotated(office)
    office.seals()
    keys = (office.files.folder / "vkeys").read_bytes()
    (office.files.folder / "checkpoint").unlink()
    back = office.comes_back()
    back.seals()
    assert (office.files.folder / "vkeys").read_bytes() == keys
    assert checked(back) == []


def test_announcements_that_are_hidden_from_the_auditor_are_missed(office: Office) -> None:
    office.records(5)
    office.seals()
    position = rotated(office)
    office.seals()
    (office.files.folder / "rotations").unlink()
    assert ("keys", position) in {(one.check, one.position) for one in checked(office)}


def test_what_the_log_says_of_the_keys_of_its_earlier_origin_is_left_alone(office: Office) -> None:
    """A restored backup is opened anew under another origin; what its entries say of the old one still stands there."""
    office.records(1)
    append(office.log, (f"log_keys/{new_id()}", 0, KeysAnnounced(announcement(OLD, NEW))))
    office.seals()
    assert checked(office) == []
