"""Time-stamps (RFC 3161) of a log's checkpoints, one a day, by an authority that is no part of the office.

    timestamps/<day>/checkpoint     the signed checkpoint that was stamped
    timestamps/<day>/token.tsr      the authority's answer, as `openssl ts -verify` reads it

A token says that this checkpoint, and so every entry it covers, was there by then.
"""

from __future__ import annotations

import hashlib
import http.client
import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from domain.proofs import checkpoint
from domain.proofs.notes import parse_note
from infrastructure.proofs import durable
from infrastructure.proofs.tiles_store import PublishedFiles

FOLDER = "timestamps"
STAMPED = "checkpoint"
TOKEN = "token.tsr"

SECONDS_TO_ASK = 20.0
LOOK_AGAIN = 30.0
LONGEST_PAUSE = 900.0
LARGEST_ANSWER = 200_000

_CONNECTIONS = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
_log = logging.getLogger(__name__)


class NotStamped(Exception):
    """The authority gave no token that holds."""


@dataclass(frozen=True, slots=True)
class Stamped:
    """A stamped checkpoint: of which day, its note, and the authority's answer (DER)."""

    day: str
    note: str
    token: bytes


def asked(address: str, content: bytes, *, seconds: float = SECONDS_TO_ASK) -> bytes:
    """Return the authority's answer to a request for a token of some bytes. Raises NotStamped, OSError."""
    request = (
        TimestampRequestBuilder()
        .data(content)
        .hash_algorithm(HashAlgorithm.SHA256)
        .cert_request(cert_request=True)
        .build()
    )
    parts = urlsplit(address)
    if parts.scheme not in _CONNECTIONS or not parts.hostname:
        raise NotStamped("its address is not one of HTTP")
    connection = _CONNECTIONS[parts.scheme](parts.hostname, parts.port, timeout=seconds)
    try:
        headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
        connection.request("POST", parts.path or "/", request.as_bytes(), headers)
        answer = connection.getresponse()
        told: bytes = answer.read(LARGEST_ANSWER)
    finally:
        connection.close()
    if answer.status != HTTPStatus.OK:
        raise NotStamped(f"it answered {answer.status}")
    response = _decoded(told)
    if response.status != 0 or response.tst_info.nonce != request.nonce:
        raise NotStamped("it refused, or answered another request")
    if what := wrong_with(content, told, ()):
        raise NotStamped(what)
    return told


def wrong_with(content: bytes, token: bytes, roots: tuple[x509.Certificate, ...]) -> str:
    """Say what is wrong with a token of some bytes; nothing when it holds.

    Without `roots`, whom the reader trusts, only what was stamped is compared, not who stamped it.
    """
    try:
        response = _decoded(token)
        if not roots:
            same = response.tst_info.message_imprint.message == hashlib.sha256(content).digest()
            return "" if same else "the token is of other bytes"
        builder = VerifierBuilder()
        for root in roots:
            builder = builder.add_root_certificate(root)
        builder.build().verify_message(response, content)
    except (VerificationError, NotStamped, ValueError) as error:
        return f"{error}"
    return ""


def stamped_at(token: bytes) -> datetime:
    """Return when the authority says that it was. Raises NotStamped."""
    at = _decoded(token).tst_info.gen_time
    assert isinstance(at, datetime)
    return at


def stamps_in(folder: Path) -> Iterator[Stamped]:
    """Yield what was stamped, the oldest first; a folder that is not whole is passed over."""
    for path in sorted((folder / FOLDER).glob("*/")):
        if (path / STAMPED).is_file() and (path / TOKEN).is_file():
            yield Stamped(path.name, (path / STAMPED).read_text("utf-8"), (path / TOKEN).read_bytes())


def certificates_in(path: Path) -> tuple[x509.Certificate, ...]:
    """Return the certificates in a PEM file. Raises OSError, ValueError."""
    return tuple(x509.load_pem_x509_certificates(path.read_bytes()))


class Stamping:
    """Has the newest checkpoint of each day stamped while the block is open, in a thread: it delays no seal.

    An authority that does not answer is asked again, at most a quarter of an hour later, and `trouble` says so.
    """

    def __init__(self, files: PublishedFiles, address: str, *, pause: float = LOOK_AGAIN) -> None:
        self._files, self._address, self._pause = files, address, pause
        self._leave = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"time-stamps of {files.ledger}", daemon=True)
        self.trouble = ""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave.set()
        self._thread.join()

    def step(self) -> bool:
        """Have the newest checkpoint stamped unless one was today, or nothing is new; say whether it was.

        Raises NotStamped, OSError, HTTPException.
        """
        note, day = self._files.note(), datetime.now(UTC).date().isoformat()
        folder = self._files.folder / FOLDER / day
        if not note or (folder / TOKEN).exists() or self._is_stamped(note):
            return False
        token = asked(self._address, note.encode())
        durable.replace_all([(folder / STAMPED, note.encode()), (folder / TOKEN, token)])
        return True

    def _is_stamped(self, note: str) -> bool:
        """Say whether nothing was recorded since the last stamp."""
        last = next(iter(reversed(list(stamps_in(self._files.folder)))), None)
        return last is not None and _size(last.note) == _size(note)

    def _run(self) -> None:
        pause = self._pause
        while not self._leave.is_set():
            try:
                self.step()
            except Exception as error:  # Whatever it is, it is tried again, and `trouble` says so.
                self.trouble = f"{type(error).__name__}: {error}"
                _log.warning("no time-stamp of %s: %s", self._files.ledger, self.trouble)
                pause = min(2 * pause, LONGEST_PAUSE)
            else:
                self.trouble, pause = "", self._pause
            self._leave.wait(pause)


def _size(note: str) -> int:
    return checkpoint.parse(parse_note(note).text).size


def _decoded(token: bytes) -> TimeStampResponse:
    try:
        return decode_timestamp_response(token)
    except ValueError as error:
        raise NotStamped(f"it is no time-stamp: {error}") from error
