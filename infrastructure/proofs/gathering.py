"""Gathers cosignatures: submits each new checkpoint to the policy's witnesses and publishes it when they are enough."""

from __future__ import annotations

import http.client
import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from domain.proofs import checkpoint
from domain.proofs.checkpoint import SIZE
from domain.proofs.notes import Note, Signature, VerifierKey, parse_note, parse_signatures
from domain.proofs.policy import Policy
from domain.proofs.signatures import fits
from domain.proofs.submissions import Submission
from domain.proofs.tiles import hashes_from
from domain.proofs.tree import consistency_proof
from domain.rejected import Rejected
from infrastructure.proofs.keys import is_good
from infrastructure.proofs.tiles_store import PublishedFiles
from infrastructure.proofs.witness_server import PATH, SIZE_TYPE

SECONDS_TO_ASK = 10.0
LOOK_AGAIN = 1.0
LARGEST_ANSWER = 100_000

_TRIES = 3
_CONNECTIONS = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
_log = logging.getLogger(__name__)

Prove = Callable[[int], Sequence[bytes]]
"""Gives the consistency proof from an older size to the checkpoint's."""


class WitnessDeclined(Exception):
    """A witness did not cosign: what it answered, or why it could not be asked."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """A checkpoint with the cosignatures that came in, and what each other witness said, by address."""

    note: str
    declined: Mapping[str, str]


class Gatherer:
    """Asks the witnesses of a policy. It remembers what each cosigned last, so it is mostly asked once."""

    def __init__(self, policy: Policy, *, seconds: float = SECONDS_TO_ASK) -> None:
        self._policy, self._seconds = policy, seconds
        self._cosigned: dict[str, int] = {}

    def gather(self, note: str, prove: Prove) -> Gathered:
        """Submit a signed checkpoint to every witness with an address."""
        read, declined = parse_note(note), dict[str, str]()
        found: list[Signature] = []
        for address in sorted(set(self._policy.addresses.values())):
            keys = [self._policy.witnesses[name] for name, at in self._policy.addresses.items() if at == address]
            try:
                found += self._asked(address, keys, read, prove)
            except (WitnessDeclined, OSError, http.client.HTTPException, Rejected, ValueError) as error:
                declined[address] = f"{type(error).__name__}: {error}"
        return Gathered(str(Note(read.text, read.signatures + tuple(found))), declined)

    def _asked(self, address: str, keys: Sequence[VerifierKey], note: Note, prove: Prove) -> list[Signature]:
        size = checkpoint.parse(note.text).size
        told = self._submitted(address, note, size, prove, tries=_TRIES)
        by_line = {(key.name, key.id): key for key in keys}
        lines = {(line.name, line.key_id): line for line in parse_signatures(told)}
        ours = [lines[which] for which in by_line if which in lines]
        if not ours or not all(fits(note.text, line, by_line[line.name, line.key_id], is_good) for line in ours):
            raise WitnessDeclined("its cosignature is none")
        self._cosigned[address] = size
        return ours

    def _submitted(self, address: str, note: Note, size: int, prove: Prove, *, tries: int) -> str:
        """Return the cosignature lines, having asked again from the size the witness says it cosigned last."""
        old = min(self._cosigned.get(address, 0), size)
        status, kind, told = self._exchange(address, str(Submission(old, tuple(prove(old)), str(note))))
        if status == HTTPStatus.OK:
            return told
        last = told.strip()
        if status != HTTPStatus.CONFLICT or kind != SIZE_TYPE or not SIZE.fullmatch(last) or not tries:
            raise WitnessDeclined(f"{status} {last[:200]}")
        if int(last) > size:
            raise WitnessDeclined(f"it has cosigned a larger tree, of {last}")
        self._cosigned[address] = int(last)
        return self._submitted(address, note, size, prove, tries=tries - 1)

    def _exchange(self, address: str, body: str) -> tuple[int, str, str]:
        parts = urlsplit(address)
        if parts.scheme not in _CONNECTIONS or not parts.hostname:
            raise WitnessDeclined("its address is not one of HTTP")
        connection = _CONNECTIONS[parts.scheme](parts.hostname, parts.port, timeout=self._seconds)
        try:
            connection.request("POST", f"{parts.path.rstrip('/')}{PATH}", body.encode())
            answer = connection.getresponse()
            return answer.status, answer.getheader("Content-Type", ""), answer.read(LARGEST_ANSWER).decode()
        finally:
            connection.close()


class Gathering:
    """Gathers for one ledger's log while the block is open, in a thread: a slow witness holds nobody up."""

    def __init__(self, files: PublishedFiles, policy: Policy) -> None:
        self._files, self._policy, self._gatherer = files, policy, Gatherer(policy)
        self._leave = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"cosignatures of {files.ledger}", daemon=True)
        self.declined: Mapping[str, str] = {}
        """What each witness that did not cosign said last, by address."""
        self.trouble = ""
        """Why there is no quorum for the newest checkpoint, or empty while there is."""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave.set()
        self._thread.join()

    def step(self) -> bool:
        """Gather for the newest checkpoint unless it has been done, and say whether the policy's quorum is met."""
        note = self._files.note()
        there = self._files.witnessed()
        if not note or (there and parse_note(there).text == parse_note(note).text):
            return bool(note)
        head = checkpoint.parse(parse_note(note).text)
        hashes = hashes_from(self._files.read, head.size)
        gathered = self._gatherer.gather(note, lambda old: consistency_proof(old, head.size, hashes))
        self.declined = gathered.declined
        try:
            self._policy.trusted(gathered.note, is_good, self._files.history())
        except Rejected as refusal:
            self.trouble = f"{type(refusal).__name__}: {refusal} {dict(gathered.declined)}"
            _log.warning("%s", self.trouble)
            return False
        self.trouble = ""
        self._files.publish_witnessed(gathered.note)
        return True

    def _run(self) -> None:
        while not self._leave.is_set():
            try:
                self.step()
            except Exception:  # Whatever it is, the next checkpoint is tried again.
                _log.exception("cosignatures of %s", self._files.ledger)
            self._leave.wait(LOOK_AGAIN)
