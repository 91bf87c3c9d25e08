"""The backup file: a .tar of the manifest and, behind it, the dump. Any tar opens it; only a whole one is restored."""

from __future__ import annotations

import hashlib
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from infrastructure.backup.manifest import Manifest, ManifestBroken
from infrastructure.backup.refusals import BackupDamaged, BackupUnreadable, NotABackup

MANIFEST, DUMP = "manifest.json", "database.dump"
PIECE = 1 << 20
_BLOCK = tarfile.BLOCKSIZE
_ROOM = 256
"""Bytes kept free behind the manifest, since the dump's size and hash are known only at the end."""
_LONGEST_MANIFEST = 64 << 20

Progress = Callable[[int], None]
"""Told how many bytes are done."""


class Writer:
    """Writes a backup front to back: `begin`, the dump piece by piece, `finish`."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._hash, self.bytes = file, hashlib.sha256(), 0
        self._manifest_size = 0

    def begin(self, manifest: Manifest) -> None:
        """Leave room for the manifest, which is written again at the end with the dump's size and hash in it."""
        self._manifest_size = len(manifest.to_json()) + _ROOM
        self._file.seek(_BLOCK + _padded(self._manifest_size) + _BLOCK)

    def write(self, piece: bytes) -> None:
        """Add to the dump."""
        self._file.write(piece)
        self._hash.update(piece)
        self.bytes += len(piece)

    @property
    def sha256(self) -> str:
        """The hash of the dump so far."""
        return self._hash.hexdigest()

    def finish(self, manifest: Manifest, *, at: float) -> None:
        """Write what stands before and behind the dump, and flush it to disk. `at` is a Unix time."""
        self._file.write(bytes(_padded(self.bytes) - self.bytes + 2 * _BLOCK))
        content = manifest.to_json()
        assert len(content) <= self._manifest_size
        self._file.seek(0)
        self._file.write(_header(MANIFEST, self._manifest_size, at))
        self._file.write(content.ljust(self._manifest_size).ljust(_padded(self._manifest_size), b"\0"))
        self._file.write(_header(DUMP, self.bytes, at))
        self._file.flush()
        os.fsync(self._file.fileno())


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup file that was read through and found whole."""

    path: Path
    manifest: Manifest
    dump_at: int

    @contextmanager
    def dump(self) -> Iterator[Iterator[bytes]]:
        """Yield the dump's bytes, piece by piece."""
        with self.path.open("rb") as file:
            file.seek(self.dump_at)
            yield _pieces(file, self.manifest.dump_bytes)


def read_through(path: Path, *, progress: Progress | None = None) -> Backup:
    """Read a backup from front to back and compare every hash; nothing else is touched.

    Raises BackupUnreadable, NotABackup, BackupDamaged.
    """
    try:
        with path.open("rb") as file:
            backup = _opened(path, file)
            file.seek(backup.dump_at)
            found, done = hashlib.sha256(), 0
            for piece in _pieces(file, backup.manifest.dump_bytes):
                found.update(piece)
                done += len(piece)
                if progress is not None:
                    progress(done)
    except OSError as problem:
        raise BackupUnreadable("file", path=path, why=problem.strerror or problem) from None
    if done < backup.manifest.dump_bytes:
        raise BackupDamaged("file", path=path, what=f"{DUMP}: {done} < {backup.manifest.dump_bytes} bytes")
    if found.hexdigest() != backup.manifest.dump_sha256:
        raise BackupDamaged("file", path=path, what=f"{DUMP}: SHA-256")
    return backup


def _opened(path: Path, file: IO[bytes]) -> Backup:
    try:
        with tarfile.open(fileobj=file, mode="r:") as tar:
            first = tar.next()
            if first is None or first.name != MANIFEST or first.size > _LONGEST_MANIFEST:
                raise NotABackup("file", path=path)
            said = tar.extractfile(first)
            manifest = Manifest.from_json(said.read() if said else b"")
            second = tar.next()
    except tarfile.ReadError:
        if file.seek(0) == 0 and file.read(len(MANIFEST)) == MANIFEST.encode():
            raise BackupDamaged("file", path=path, what="tar") from None
        raise NotABackup("file", path=path) from None
    except ManifestBroken:
        raise BackupDamaged("file", path=path, what=MANIFEST) from None
    if second is None or second.name != DUMP or second.size != manifest.dump_bytes:
        raise BackupDamaged("file", path=path, what=DUMP)
    return Backup(path, manifest, second.offset_data)


def _pieces(file: IO[bytes], size: int) -> Iterator[bytes]:
    while size > 0 and (piece := file.read(min(PIECE, size))):
        size -= len(piece)
        yield piece


def _header(name: str, size: int, at: float) -> bytes:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime, entry.mode = size, int(at), 0o600
    return entry.tobuf(tarfile.GNU_FORMAT)


def _padded(size: int) -> int:
    return -(-size // _BLOCK) * _BLOCK
