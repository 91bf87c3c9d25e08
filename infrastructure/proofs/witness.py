"""A witness: another office that cosigns checkpoints of logs it knows, and never two that do not agree.

FOLDER/cosignature.key, ml_dsa_44.key      its keys; it signs with both
FOLDER/logs/<origin>/vkeys                 the log's keys, as somebody responsible typed them in
FOLDER/logs/<origin>/last                  what it cosigned last; there from the day the log is known
FOLDER/logs/<origin>/refused/…             submissions the log signed and that contradict it: evidence
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from domain.proofs import checkpoint
from domain.proofs.checkpoint import Checkpoint
from domain.proofs.heads import EVIDENCE, Head
from domain.proofs.notes import Note, Scheme, VerifierKey, parse_key, parse_note
from domain.proofs.rejections import (
    KeyRotationForged,
    MalformedVerifierKey,
    NotTheNewestHead,
    SteppedBack,
    UnknownOrigin,
)
from domain.proofs.rotation import announced
from domain.proofs.signatures import signed, who_signed
from domain.proofs.submissions import KnownLogs, Submission, examined, stepped_back
from domain.rejected import Rejected
from infrastructure.proofs import durable, keys
from infrastructure.proofs.memory import file_name, has_room
from infrastructure.proofs.tiles_store import history_of, read_rotations

SCHEMES = (Scheme.COSIGNATURE, Scheme.ML_DSA_44)


class WitnessForgot(Rejected):
    """The witness's memory of {origin} is missing or damaged; without it nothing is cosigned."""

    code = "witness_forgot"
    zh = "见证方对 {origin} 的记忆缺失或损坏，在此之前不再见证签名。"


class WitnessKnowsLog(Rejected):
    """The witness knows the log {origin} already."""

    code = "witness_knows_log_already"
    zh = "见证方已登记日志 {origin}。"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A refused submission as it is kept: against which log, in which file, and all of its content."""

    origin: str
    path: Path
    content: str

    @property
    def why(self) -> str:
        """Return the sentence it was refused with."""
        return self.content.partition("\n")[0]


class Witness:
    """The witness in a folder; safe to share between threads, and one process at a time (see `witness_server.py`)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._keys = tuple(keys.load(folder / f"{scheme.name.lower()}.key") for scheme in SCHEMES)
        self._alone = threading.Lock()

    @classmethod
    def open(cls, folder: Path, name: str) -> Witness:
        """Make a witness and its keys. Raises SigningKeyExists, MalformedVerifierKey."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for scheme in SCHEMES:
            keys.create(folder / f"{scheme.name.lower()}.key", name, scheme)
        return cls(folder)

    def verifier_keys(self) -> tuple[VerifierKey, ...]:
        """Return the public keys, for others' policies."""
        return tuple(key.key for key in self._keys)

    def know(self, log_keys: Iterable[VerifierKey]) -> str:
        """Cosign a log from now on, beginning with the empty tree, and return its origin. Raises WitnessKnowsLog."""
        trusted = tuple(log_keys)
        origins = {key.name for key in trusted}
        if len(origins) != 1:
            raise MalformedVerifierKey(what="the keys are not of one log")
        (origin,) = origins
        folder = self._log(origin)
        (folder / "refused").mkdir(parents=True, exist_ok=True)
        durable.replace(folder / "vkeys", "".join(f"{key}\n" for key in trusted).encode())
        empty = Note(Checkpoint(origin, 0, Head().root).text, ())
        try:
            durable.create(folder / "last", self._cosigned(empty).encode())
        except FileExistsError:
            raise WitnessKnowsLog(origin=origin) from None
        return origin

    def logs(self) -> KnownLogs:
        """Return the keys of the logs it knows."""
        files = sorted((self._folder / "logs").glob("*/vkeys"))
        known = [tuple(map(parse_key, path.read_text("utf-8").splitlines())) for path in files]
        return {trusted[0].name: trusted for trusted in known}

    def cosign(self, submission: Submission) -> str:
        """Return the cosignature lines of a submitted checkpoint; it is remembered by then.

        Raises what `submissions.examined` raises, with the submission kept where it is evidence, and WitnessForgot.
        """
        with self._alone:
            try:
                good = examined(submission, self.logs(), self.last, keys.is_good)
            except Rejected as refusal:
                if refusal.code in EVIDENCE:
                    self._keep(submission, refusal)
                elif refusal.code == NotTheNewestHead.code:
                    self._keep_if_stepped_back(submission)
                raise
            cosigned = self._cosigned(good.note)
            durable.replace(self._log(good.origin) / "last", cosigned.encode(), mode=0o600)
        return "".join(map(str, parse_note(cosigned).signatures[-len(self._keys) :]))

    def last(self, origin: str) -> Head:
        """Return the tree cosigned last for a log. Raises WitnessForgot."""
        try:
            note = parse_note((self._log(origin) / "last").read_text("utf-8"))
            if set(who_signed(note, self.verifier_keys(), keys.is_good)) != set(self.verifier_keys()):
                raise WitnessForgot(origin=origin)
            read = checkpoint.parse(note.text)
        except (OSError, UnicodeDecodeError, Rejected) as error:
            raise WitnessForgot(origin=origin) from error
        return Head(read.size, read.root)

    def follow(self, rotations: str) -> str:
        """Go by the keys that follow those known of a log, as its announcements show, and return its origin.

        `rotations` is the log's file of that name. Raises KeyRotationForged, UnknownOrigin.
        """
        told = read_rotations(rotations)
        if not told:
            raise KeyRotationForged(what="the file holds no announcement")
        origin = announced(told[-1][1], keys.is_good).origin
        known = self.logs().get(origin)
        if known is None:
            raise UnknownOrigin(origin=origin)
        history = history_of((), told)
        trusted = next((at for at, one in enumerate(history.generations) if set(known) <= set(one.keys)), None)
        if trusted is None:
            raise KeyRotationForged(what="it does not lead on from the keys known here")
        lines = "".join(f"{key}\n" for key in history.current)
        durable.replace(self._log(origin) / "vkeys", lines.encode())
        return origin

    def refused(self, origin: str) -> list[str]:
        """Return the submissions kept as evidence against a log."""
        return [one.content for one in self.evidence() if one.origin == origin]

    def evidence(self) -> list[Evidence]:
        """Return everything that was refused and kept, by log, the oldest first."""
        return [
            Evidence(origin, path, path.read_text("utf-8"))
            for origin in sorted(self.logs())
            for path in sorted(
                (self._log(origin) / "refused").glob("*.submission"), key=lambda path: path.stat().st_mtime_ns
            )
        ]

    def _keep_if_stepped_back(self, submission: Submission) -> None:
        origin = checkpoint.parse(parse_note(submission.note).text).origin
        before = (self._log(origin) / "last").read_text("utf-8")
        if stepped_back(submission, before, self.logs()[origin], keys.is_good):
            new = checkpoint.parse(parse_note(submission.note).text).size
            self._keep(submission, SteppedBack(last=self.last(origin).size, new=new))

    def _cosigned(self, note: Note) -> str:
        seconds = int(datetime.now(UTC).timestamp())
        ours = tuple(signed(note.text, key, seconds=seconds) for key in self._keys)
        return str(Note(note.text, note.signatures + ours))

    def _keep(self, submission: Submission, refusal: Rejected) -> None:
        """Keep what a log's own signature says against it, beside what it had us cosign before."""
        origin = checkpoint.parse(parse_note(submission.note).text).origin
        folder = self._log(origin)
        before = (folder / "last").read_text("utf-8")
        told = f"{refusal.sentence('en')}\n\n{submission}\ncosigned before:\n\n{before}"
        named = sha256(told.encode()).hexdigest()[:24]
        path = folder / "refused" / f"{named}.submission"
        if not path.exists() and has_room(path.parent):
            durable.replace(path, told.encode(), mode=0o600)

    def _log(self, origin: str) -> Path:
        return self._folder / "logs" / file_name(origin)
