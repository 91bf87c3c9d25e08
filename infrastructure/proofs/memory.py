"""What a signer remembers of one log, in a folder of its own: its keys, what it signed last, what it refused.

`last` holds the signed checkpoint itself, so what is remembered can be neither half written nor made up. It is there
from the day the log was opened: a signer whose memory is gone signs nothing.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from domain.proofs import checkpoint
from domain.proofs.checkpoint import Checkpoint
from domain.proofs.heads import Continuation, Head
from domain.proofs.notes import Note, Scheme, VerifierKey, parse_note
from domain.proofs.rejections import KeyRotationUnknown, MalformedNote, UnknownOrigin
from domain.proofs.rotation import Rotation, announcement_of
from domain.proofs.signatures import signed, who_signed
from domain.rejected import Rejected
from infrastructure.proofs import durable, keys

MOST_KEPT = 1_000
"""Pieces of evidence kept of a log: the first ones tell everything, and nobody fills the disk with the rest."""

SCHEMES = (Scheme.ED25519, Scheme.ML_DSA_44)
"""A log signs with both: everybody's tools read the first, the second stands when that one is broken."""

FIRST = 1
"""The first generation of a log's keys lies in its folder itself, later ones below it, each with its announcement."""

_LATER = "keys-"
_ANNOUNCEMENT = "announcement"


class LogOpenedAlready(Rejected):
    """The signer has the log {origin} already."""

    code = "signer_has_log_already"
    zh = "签名进程中已有日志 {origin}。"


class SignerForgot(Rejected):
    """The signer's memory of {origin} is missing or damaged ({path}); without it nothing is signed."""

    code = "signer_forgot"
    zh = "签名进程对 {origin} 的记忆缺失或损坏（{path}），在此之前不再签署。"


@dataclass(frozen=True, slots=True)
class SignerMemory:
    """One log's folder below the signer's."""

    folder: Path
    origin: str

    @classmethod
    def of(cls, signer_folder: Path, origin: str) -> SignerMemory:
        """Return the memory of a log. Raises UnknownOrigin."""
        memory = cls(_folder(signer_folder, origin), origin)
        if not memory.folder.is_dir():
            raise UnknownOrigin(origin=origin)
        return memory

    @classmethod
    def open(cls, signer_folder: Path, origin: str) -> SignerMemory:
        """Make the keys of a log and sign its empty tree. Raises LogOpenedAlready, MalformedVerifierKey."""
        signer_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        memory = cls(_folder(signer_folder, origin), origin)
        if memory.folder.exists():
            raise LogOpenedAlready(origin=origin)
        making = memory.folder.with_name(memory.folder.name + durable.PART)
        shutil.rmtree(making, ignore_errors=True)  # of somebody who was killed in the midst; no key in it was ever used
        making.mkdir(mode=0o700)
        (making / "refused").mkdir()
        for scheme in SCHEMES:
            keys.create(making / _key_file(scheme), origin, scheme)
        memory_to_be = cls(making, origin)
        memory_to_be.remember(memory_to_be.sign(Head()))
        making.rename(memory.folder)
        durable.flush_folder(signer_folder)
        return memory

    def verifier_keys(self) -> tuple[VerifierKey, ...]:
        """Return the public keys that sign now. Raises SigningKeyMissing and its kin."""
        return tuple(key.key for key in self.signing_keys())

    def last(self) -> str:
        """Return the note signed last. Raises SignerForgot."""
        path = self.folder / "last"
        try:
            note = path.read_text("utf-8")
            read = parse_note(note)
            ours = self._generation_of(read)[1]
            if set(who_signed(read, [key.key for key in ours], keys.is_good)) != {key.key for key in ours}:
                raise SignerForgot(origin=self.origin, path=path)
            checkpoint.parse(read.text)
        except (OSError, UnicodeDecodeError, Rejected) as error:
            raise SignerForgot(origin=self.origin, path=path) from error
        return note

    def sign(self, head: Head, *, by: Iterable[keys.SigningKey] = ()) -> str:
        """Return the signed checkpoint of a head. Only what was remembered first may leave the signer."""
        text = Checkpoint(self.origin, head.size, head.root).text
        seconds = int(datetime.now(UTC).timestamp())
        return str(Note(text, tuple(signed(text, key, seconds=seconds) for key in by or self.signing_keys())))

    def remember(self, note: str) -> None:
        """Keep a note as the last one, flushed to disk."""
        durable.replace(self.folder / "last", note.encode(), mode=0o600)

    def keep_refused(self, asked: Continuation, refusal: Rejected) -> None:
        """Keep what was asked and refused, with what was signed before it. The same ask is kept once."""
        told = {
            "origin": self.origin,
            "refused": refusal.code,
            "why": refusal.sentence("en"),
            "old": asked.old,
            "new": asked.new.size,
            "root": asked.new.root.hex(),
            "proof": [node.hex() for node in asked.proof],
            "signed_before": self.last(),
        }
        named = sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:24]
        path = self.folder / "refused" / f"{named}.json"
        if not path.exists() and has_room(path.parent):
            told["at"] = datetime.now(UTC).isoformat()
            durable.replace(path, json.dumps(told, indent=1, sort_keys=True).encode(), mode=0o600)

    def refused(self) -> Iterator[dict[str, object]]:
        """Yield everything that was refused, oldest first."""
        told = [json.loads(path.read_bytes()) for path in (self.folder / "refused").glob("*.json")]
        yield from sorted(told, key=lambda one: str(one["at"]))

    def signing_keys(self) -> tuple[keys.SigningKey, ...]:
        """Return the private keys that sign now: those that signed what was signed last."""
        path = self.folder / "last"
        try:
            return self._generation_of(parse_note(path.read_text("utf-8")))[1]
        except FileNotFoundError:
            if not self.folder.name.endswith(durable.PART):
                raise SignerForgot(origin=self.origin, path=path) from None
            return self._load(FIRST)  # the log is being opened
        except (OSError, UnicodeDecodeError, MalformedNote) as error:
            raise SignerForgot(origin=self.origin, path=path) from error

    def prepared(self) -> str:
        """Return the announcement of the keys that are to follow; they are made if there are none yet.

        Nothing is signed by them before `next_keys` are asked for with this very announcement.
        """
        self.retire()
        number = self._generation_of(parse_note(self.last()))[0] + 1
        folder = self._generation(number)
        if not folder.is_dir():
            making = folder.with_name(folder.name + durable.PART)
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir(mode=0o700)
            old = self.signing_keys()
            new = tuple(keys.create(making / _key_file(one.scheme), self.origin, one.scheme) for one in old)
            rotation = Rotation(self.origin, tuple(one.key for one in old), tuple(one.key for one in new))
            durable.replace(making / _ANNOUNCEMENT, announcement_of(rotation, (*old, *new)).encode(), mode=0o600)
            making.rename(folder)
            durable.flush_folder(self.folder)
        return (folder / _ANNOUNCEMENT).read_text("utf-8")

    def next_keys(self, announcement: str) -> tuple[keys.SigningKey, ...]:
        """Return the prepared keys that were announced so. Raises KeyRotationUnknown."""
        number = self._generation_of(parse_note(self.last()))[0] + 1
        try:
            known = (self._generation(number) / _ANNOUNCEMENT).read_text("utf-8")
        except FileNotFoundError:
            known = ""
        if not known or known != announcement:
            raise KeyRotationUnknown(origin=self.origin)
        return self._load(number)

    def retire(self) -> None:
        """Remove the private keys that were replaced. A kill in between leaves some to the next time."""
        current = self._generation_of(parse_note(self.last()))[0]
        for number in range(FIRST, current):
            for scheme in SCHEMES:
                (self._generation(number) / _key_file(scheme)).unlink(missing_ok=True)

    def _generation_of(self, note: Note) -> tuple[int, tuple[keys.SigningKey, ...]]:
        """Return the newest keys of which one's id stands under a note, the first ones when there is none."""
        there = {line.key_id for line in note.signatures}
        for number in sorted(self._numbers(), reverse=True):
            found = self._load(number)
            if any(key.key.id in there for key in found):
                return number, found
        return FIRST, self._load(FIRST)

    def _numbers(self) -> Iterator[int]:
        yield from (int(path.name.removeprefix(_LATER)) for path in self.folder.glob(f"{_LATER}*[0-9]"))
        if (self.folder / _key_file(SCHEMES[0])).exists():
            yield FIRST

    def _generation(self, number: int) -> Path:
        return self.folder if number == FIRST else self.folder / f"{_LATER}{number}"

    def _load(self, number: int) -> tuple[keys.SigningKey, ...]:
        return tuple(keys.load(self._generation(number) / _key_file(scheme)) for scheme in SCHEMES)


def file_name(name: str) -> str:
    """Return a name as one part of a path, whatever characters it has."""
    return quote(name, safe="").replace(".", "%2E")


def has_room(refused: Path) -> bool:
    """Say whether more evidence is kept in a folder."""
    return sum(1 for _ in refused.iterdir()) < MOST_KEPT


def _folder(signer_folder: Path, origin: str) -> Path:
    return signer_folder / file_name(origin)


def _key_file(scheme: Scheme) -> str:
    return f"{scheme.name.lower()}.key"
