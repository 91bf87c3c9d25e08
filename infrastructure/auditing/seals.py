"""The seals a log is held against: what was published, what the signer remembers, what the auditor brought himself."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.x509 import Certificate

from domain.proofs import checkpoint
from domain.proofs.checkpoint import Checkpoint
from domain.proofs.heads import Head
from domain.proofs.notes import VerifierKey, parse_key, parse_note
from domain.proofs.policy import Policy
from domain.proofs.receipts import EntryReceipt, parse_receipt
from domain.proofs.rejections import MalformedTile, NobodyTrustedSigned
from domain.proofs.rotation import KeyHistory
from domain.proofs.signatures import who_signed
from domain.proofs.tiles import Read, Tile
from domain.rejected import Rejected
from infrastructure.findings import Finding
from infrastructure.proofs.keys import is_good
from infrastructure.proofs.memory import SignerMemory, file_name
from infrastructure.proofs.tiles_store import history_of, read_rotations
from infrastructure.proofs.timestamps import FOLDER, STAMPED, TOKEN, stamps_in, wrong_with

_RECEIPT = "c2sp.org/tlog-proof"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A signed tree head that the log has to begin with, and where it was found."""

    source: str
    head: Head


@dataclass(slots=True)
class Seals:
    """All that is known of a log's seals. `newest` is the tree that the tiles are of, empty when nothing is sealed."""

    read: Read
    newest: Head = field(default_factory=Head)
    anchors: list[Anchor] = field(default_factory=list)
    receipts: list[tuple[str, EntryReceipt]] = field(default_factory=list)
    troubles: list[Finding] = field(default_factory=list)
    history: KeyHistory = field(default_factory=lambda: KeyHistory.of(()))
    """Which keys have to have signed a tree of which size."""
    chain: KeyHistory = field(default_factory=lambda: KeyHistory.of(()))
    """The same with all keys of a generation, also where only some of them are trusted by name."""
    rotations: list[tuple[int, str]] = field(default_factory=list)
    """The announcements that the history rests on: the log has to hold exactly these, at these positions."""

    def anchor(self, source: str, note: str) -> Checkpoint | None:
        """Take a note as a seal, if everybody trusted signed it; otherwise it is a trouble."""
        try:
            read = parse_note(note)
            head = checkpoint.parse(read.text)
            due = self.history.at(head.size)
            if set(due) - set(who_signed(read, due, is_good)):
                raise NobodyTrustedSigned
        except Rejected as refusal:
            self.troubles.append(Finding("signature", f"{source}: {refusal.sentence('en')}"))
            return None
        self.anchors.append(Anchor(source, Head(head.size, head.root)))
        return head

    def trouble(self, check: str, what: str) -> None:
        """Note something that is wrong with the seals themselves."""
        self.troubles.append(Finding(check, what))


def seals_of_ledger(
    home: Path,
    ledger: str,
    signer_folder: Path,
    *,
    policy: Policy | None = None,
    kept: Mapping[str, str] | None = None,
    roots: tuple[Certificate, ...] = (),
) -> Seals | None:
    """Return the seals of a ledger's log, None when it was never opened for sealing (see `seals_in`)."""
    folder = home.absolute() / "proofs" / file_name(ledger)
    remembered = any(signer_folder.glob(f"{file_name(f'subsidy-ledger/{ledger}/')}*"))
    if not folder.is_dir() and not remembered and policy is None and not kept:
        return None
    return seals_in(folder, signer_folder=signer_folder, policy=policy, kept=kept, roots=roots)


def seals_in(
    folder: Path,
    *,
    signer_folder: Path | None = None,
    policy: Policy | None = None,
    kept: Mapping[str, str] | None = None,
    roots: tuple[Certificate, ...] = (),
) -> Seals:
    """Return the seals in a folder of published files (the log's own, or an export).

    `policy` says whom the auditor trusts, in place of the keys that lie beside the log. `kept` are checkpoints and
    entry receipts that he kept himself, by name: the log has to begin with what they seal. `roots` are the certificates
    of the time-stamping authorities he believes.
    """
    seals = Seals(_reader(folder))
    there = _keys(folder, seals)
    remembered = _memory(there, signer_folder, seals) if signer_folder is not None else None
    _learn_keys(folder, there, policy.logs if policy is not None else _remembered_keys(remembered) or there, seals)
    if remembered is not None:
        _anchor_memory(remembered, seals)
    note = _text(folder / "checkpoint")
    if note:
        _newest(note, seals)
    elif any(anchor.head.size for anchor in seals.anchors):
        seals.trouble("checkpoint", "there is no published checkpoint, though the log was sealed")
    witnessed = _text(folder / "checkpoint.witnessed")
    if witnessed:
        seals.anchor("checkpoint.witnessed", witnessed)
    for stamp in stamps_in(folder):
        seals.anchor(f"{FOLDER}/{stamp.day}/{STAMPED}", stamp.note)
        if what := wrong_with(stamp.note.encode(), stamp.token, roots):
            seals.trouble("timestamps", f"{FOLDER}/{stamp.day}/{TOKEN}: {what}")
    if policy is not None:
        _quorum(policy, witnessed or note, seals)
    for name, text in (kept or {}).items():
        _kept(name, text, seals)
    return seals


def _newest(note: str, seals: Seals) -> None:
    head = seals.anchor("checkpoint", note)
    if head is None:
        return
    seals.newest = Head(head.size, head.root)
    last = next((anchor.head for anchor in seals.anchors if anchor.source == _MEMORY), None)
    if last is not None and last.size < head.size:
        seals.trouble("signer", f"the signer remembers {last.size} entries, the checkpoint seals {head.size}")


_MEMORY = "the signer's memory"


def _keys(folder: Path, seals: Seals) -> tuple[VerifierKey, ...]:
    try:
        keys = tuple(map(parse_key, _text(folder / "vkeys").splitlines()))
    except Rejected as refusal:
        seals.trouble("keys", f"vkeys: {refusal.sentence('en')}")
        return ()
    if not keys:
        seals.trouble("keys", f"{folder / 'vkeys'} is missing")
    return keys


def _learn_keys(folder: Path, there: Sequence[VerifierKey], trusted: Sequence[VerifierKey], seals: Seals) -> None:
    """Go by the keys that are trusted, and by those that follow or precede them as the announcements show."""
    seals.history = seals.chain = KeyHistory.of(trusted)
    try:
        rotations = read_rotations(_text(folder / "rotations"))
        history = history_of(there, rotations)
    except Rejected as refusal:
        return seals.trouble("keys", f"rotations: {refusal.sentence('en')}")
    if there and set(there) != set(history.current):
        seals.trouble("keys", "the keys beside the log are not those that were announced last")
    if there and set(trusted) - history.every:
        return seals.trouble("keys", "the keys beside the log are not those that are trusted")
    if history.every:
        seals.history, seals.chain, seals.rotations = history.narrowed_to(trusted), history, rotations
    return None


def _memory(keys: Collection[VerifierKey], signer_folder: Path, seals: Seals) -> SignerMemory | None:
    """Return what the signer knows of the log, if its folder is here; an auditor's machine does not have it."""
    if not os.access(signer_folder, os.R_OK | os.X_OK):
        return None
    for origin in {key.name for key in keys}:
        try:
            return SignerMemory.of(signer_folder, origin)
        except Rejected:
            seals.trouble("keys", f"the signer knows no log {origin}")
    return None


def _remembered_keys(memory: SignerMemory | None) -> tuple[VerifierKey, ...]:
    try:
        return memory.verifier_keys() if memory is not None else ()
    except Rejected:
        return ()  # `_anchor_memory` says so


def _anchor_memory(memory: SignerMemory, seals: Seals) -> None:
    try:
        seals.anchor(_MEMORY, memory.last())
    except Rejected as refusal:
        seals.trouble("signer", refusal.sentence("en"))


def _quorum(policy: Policy, note: str, seals: Seals) -> None:
    try:
        policy.trusted(note, is_good, seals.history)
    except Rejected as refusal:
        seals.trouble("witnesses", refusal.sentence("en"))


def _kept(name: str, text: str, seals: Seals) -> None:
    if not text.startswith(_RECEIPT):
        seals.anchor(name, text)
        return
    try:
        receipt = parse_receipt(text)
    except Rejected as refusal:
        seals.trouble("receipts", f"{name}: {refusal.sentence('en')}")
        return
    if seals.anchor(name, receipt.note) is not None:
        seals.receipts.append((name, receipt))


def _reader(folder: Path) -> Read:
    def read(tile: Tile) -> bytes:
        for path in _paths(folder, tile):
            if path.is_file():
                return path.read_bytes()
        raise MalformedTile(what=f"{tile.path} is missing")

    return read


def _paths(folder: Path, tile: Tile) -> Iterator[Path]:
    yield folder / tile.path
    yield folder / Tile(tile.level, tile.index).path


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        return f"{path.name} cannot be read: {type(error).__name__}"
