"""One log's published files: tiles, the checkpoint, the log's verifier keys. Any file server can hand them out.

    home/proofs/<ledger>/checkpoint            the newest signed checkpoint; it and the next are all that ever changes
    home/proofs/<ledger>/checkpoint.witnessed  the newest one that enough witnesses cosigned
    home/proofs/<ledger>/vkeys                 the log's verifier keys, one a line; their name is the log's origin
    home/proofs/<ledger>/rotations             announcements of new keys in the log, each with its position
    home/proofs/<ledger>/tile/<level>/…        hash tiles; entry bundles are made from the log when they are asked for

A tile is written only after a checkpoint that needs it was signed, so no tile that lies here is ever another one.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from domain.proofs import checkpoint
from domain.proofs.checkpoint import Checkpoint
from domain.proofs.notes import VerifierKey, parse_key, parse_note
from domain.proofs.rejections import KeyRotationForged, MalformedTile
from domain.proofs.rotation import KeyHistory, announced
from domain.proofs.tiles import WIDTH, Tile
from domain.rejected import Rejected
from infrastructure.proofs import durable
from infrastructure.proofs.keys import is_good
from infrastructure.proofs.memory import file_name


class NotOpenedForProofs(Rejected):
    """The log of ledger {ledger} has no keys yet in {folder}, so it cannot be sealed."""

    code = "not_opened_for_proofs"
    zh = "账本 {ledger} 在 {folder} 尚无签名公钥，不能签封。"


def read_rotations(text: str) -> list[tuple[int, str]]:
    """Return what a file of announcements holds. Raises KeyRotationForged."""
    try:
        told = [json.loads(line) for line in text.splitlines()]
        return [(int(one["position"]), str(one["announcement"])) for one in told]
    except (ValueError, TypeError, KeyError) as error:
        raise KeyRotationForged(what="the file of announcements cannot be read") from error


def written_rotations(rotations: Sequence[tuple[int, str]]) -> str:
    """Return the file of announcements, one a line as JSON."""
    return "".join(f"{json.dumps({'announcement': told, 'position': position})}\n" for position, told in rotations)


def history_of(current: Iterable[VerifierKey], rotations: Sequence[tuple[int, str]]) -> KeyHistory:
    """Return the history that announcements tell, or that of keys never replaced. Raises KeyRotationForged."""
    if not rotations:
        return KeyHistory.of(current)
    history = KeyHistory.of(announced(rotations[0][1], is_good).replaced)
    for position, announcement in rotations:
        history = history.extended(position, announcement, is_good)
    return history


class PublishedFiles:
    """The files of one ledger's log below `home/proofs`."""

    def __init__(self, home: Path, ledger: str) -> None:
        self.ledger = ledger
        self.folder = home.absolute() / "proofs" / file_name(ledger)

    def publish_keys(self, keys: Iterable[VerifierKey]) -> None:
        """Say by which keys the log is signed."""
        self.folder.mkdir(parents=True, exist_ok=True)
        durable.replace(self.folder / "vkeys", "".join(f"{key}\n" for key in keys).encode())

    def keys(self) -> tuple[VerifierKey, ...]:
        """Return the log's verifier keys, the newest first. Raises NotOpenedForProofs, MalformedVerifierKey."""
        try:
            lines = (self.folder / "vkeys").read_text("utf-8").splitlines()
        except FileNotFoundError:
            lines = []
        if not lines:
            raise NotOpenedForProofs(ledger=self.ledger, folder=self.folder)
        return tuple(map(parse_key, lines))

    def publish_rotations(self, rotations: Sequence[tuple[int, str]]) -> None:
        """Say which announcements of keys the log holds, and by which keys it is signed since the last of them."""
        durable.replace(self.folder / "rotations", written_rotations(rotations).encode())
        if rotations:
            self.publish_keys(announced(rotations[-1][1], is_good).new)

    def rotations(self) -> list[tuple[int, str]]:
        """Return the announcements of keys in the log, each with its position. Raises KeyRotationForged."""
        try:
            return read_rotations((self.folder / "rotations").read_text("utf-8"))
        except FileNotFoundError:
            return []

    def history(self) -> KeyHistory:
        """Return which keys sign a tree of which size. Raises NotOpenedForProofs, KeyRotationForged."""
        return history_of(self.keys(), self.rotations())

    def origin(self) -> str:
        """Return the log's name, which its checkpoints begin with. Raises NotOpenedForProofs."""
        return self.keys()[0].name

    def read(self, tile: Tile) -> bytes:
        """Return a tile, or the full one that a partial one became. Raises MalformedTile when neither is there."""
        for name in (tile, Tile(tile.level, tile.index)):
            try:
                return (self.folder / name.path).read_bytes()
            except FileNotFoundError:
                continue
        raise MalformedTile(what=f"{tile.path} is missing")

    def note(self) -> str:
        """Return the newest signed checkpoint, or nothing before the first."""
        try:
            return (self.folder / "checkpoint").read_text("utf-8")
        except FileNotFoundError:
            return ""

    def witnessed(self) -> str:
        """Return the newest checkpoint that enough witnesses cosigned, or nothing before the first."""
        try:
            return (self.folder / "checkpoint.witnessed").read_text("utf-8")
        except FileNotFoundError:
            return ""

    def publish_witnessed(self, note: str) -> None:
        """Put a cosigned checkpoint in the stead of the last one, beside the plain ones: no witness delays a seal."""
        durable.replace(self.folder / "checkpoint.witnessed", note.encode())

    def checkpoint(self) -> Checkpoint | None:
        """Return what the newest checkpoint says, unchecked. Raises MalformedNote, MalformedCheckpoint."""
        note = self.note()
        return checkpoint.parse(parse_note(note).text) if note else None

    def put(self, tiles: Iterable[tuple[Tile, bytes]]) -> None:
        """Add tiles of a signed tree. They are durable when this returns."""
        durable.replace_all((self.folder / tile.path, content) for tile, content in tiles)

    def publish(self, note: str) -> None:
        """Put a checkpoint in the stead of the last one, its tiles being there."""
        self.folder.mkdir(parents=True, exist_ok=True)
        durable.replace(self.folder / "checkpoint", note.encode())

    def prune(self, tiles: Iterable[Tile]) -> None:
        """Remove what full tiles were while they were partial. Readers of old checkpoints take the full ones."""
        for tile in tiles:
            if tile.width == WIDTH:
                shutil.rmtree(self.folder / f"{tile.path}.p", ignore_errors=True)

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Say whether we are the only sealer of this folder, and stay it inside."""
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = durable.held(self.folder / "sealing.lock")
        try:
            yield lock is not None
        finally:
            if lock is not None:
                os.close(lock)
