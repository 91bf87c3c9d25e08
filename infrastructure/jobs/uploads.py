"""Files on their way in and out of the table `upload`, a megabyte at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

import psycopg

from domain.uploads import FileTooBig
from infrastructure.jobs.rows import SQL
from infrastructure.jobs.sealing import UploadBroken, UploadSealer
from infrastructure.log.pool import Pool
from infrastructure.vault.master_key import MasterKey

PIECE = 1_000_000
"""Bytes of a piece in the clear; sealed it is a little more, and a row holds 1,048,576."""


@dataclass(frozen=True, slots=True)
class Received:
    """A file that has come in: its SHA-256 (hex), its bytes and in how many pieces they lie."""

    sha256: str
    size: int
    pieces: int


class Uploads:
    """The sealed files of one ledger. Each piece is a transaction of its own: a slow sender holds no connection."""

    def __init__(self, pool: Pool, ledger: str, keys: MasterKey, *, most_bytes: int) -> None:
        self._pool, self._ledger, self._most = pool, ledger, most_bytes
        self._sealer = UploadSealer(keys, ledger)

    def take_in(self, job: str, content: Iterable[bytes]) -> Received:
        """Seal and keep a file. Raises FileTooBig, and whatever reading it raises: then nothing of it is kept."""
        sha256, size, number = hashlib.sha256(), 0, 0
        try:
            for number, piece in enumerate(_pieces(content, self._most), 1):
                sha256.update(piece)
                size += len(piece)
                self._keep(job, number, self._sealer.seal(job, number, piece))
        except BaseException:
            with suppress(psycopg.Error):  # What cannot be removed now is removed by its age.
                self.remove(job)
            raise
        return Received(sha256.hexdigest(), size, number)

    def look_at(self, content: Iterable[bytes]) -> Received:
        """Say what a file is and keep nothing of it. Raises FileTooBig."""
        sha256, size, count = hashlib.sha256(), 0, 0
        for piece in _pieces(content, self._most):
            sha256.update(piece)
            size, count = size + len(piece), count + 1
        return Received(sha256.hexdigest(), size, count)

    def open(self, job: str, received: Received) -> bytes:
        """Return a file in the clear. Raises UploadBroken, also when pieces are missing."""
        clear = []
        with self._pool.connection() as connection, connection.cursor(binary=True) as cursor:
            for number, sealed in cursor.stream(SQL["pieces"], {"ledger": self._ledger, "job": job}):
                clear.append(self._sealer.open(job, number, sealed))
        content = b"".join(clear)
        if len(clear) != received.pieces or hashlib.sha256(content).hexdigest() != received.sha256:
            raise UploadBroken(self._ledger, job)
        return content

    def remove(self, job: str) -> None:
        """Forget a file."""
        with self._pool.connection() as connection:
            connection.execute(SQL["remove_upload"], {"ledger": self._ledger, "job": job})

    def _keep(self, job: str, number: int, sealed: bytes) -> None:
        with self._pool.connection() as connection:
            connection.execute(
                SQL["keep_piece"], {"ledger": self._ledger, "job": job, "number": number, "sealed": sealed}
            )


def _pieces(content: Iterable[bytes], most: int) -> Iterator[bytes]:
    """Yield the content in pieces of at most a megabyte, whatever pieces it comes in. Raises FileTooBig."""
    waiting, size = bytearray(), 0
    for piece in content:
        size += len(piece)
        if size > most:
            raise FileTooBig("file", size=size, limit=most)
        waiting += piece
        while len(waiting) >= PIECE:
            yield bytes(waiting[:PIECE])
            del waiting[:PIECE]
    if waiting:
        yield bytes(waiting)
