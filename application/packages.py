"""Several files in one zip, streamed as they are written: with fixed times and modes, so the same content is the same
bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip can say."""
_MODE = 0o644 << 16
_UNIX = 3


def packed(members: Iterable[tuple[str, Iterable[bytes]]]) -> Iterator[bytes]:
    """Yield a zip of the files, by name and in that order, piece by piece; nothing is kept in memory."""
    sink = _Sink()
    with ZipFile(cast(IO[bytes], sink), "w", ZIP_DEFLATED) as package:
        for name, pieces in members:
            with package.open(_fixed(name), "w", force_zip64=True) as file:
                for piece in pieces:
                    file.write(piece)
                    if told := sink.taken():
                        yield told
    yield sink.taken()


def _fixed(name: str) -> ZipInfo:
    info = ZipInfo(name, _BEGINNING)
    info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, _UNIX, _MODE
    return info


class _Sink:
    """What the zip is written to, and taken from; it cannot go back."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing waits."""

    def taken(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)
