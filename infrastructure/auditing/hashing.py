"""Hashes ranges of a log straight as they come from the server: nothing is decoded, and both cores work.

    python -P -m infrastructure.auditing.hashing

is a process that hashes one range for the one that started it: it is told on standard input where the log is and which
range, and answers a chunk a line.
"""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path

from psycopg import sql

from infrastructure.views.connections import connect

LEVEL = 12
CHUNK = 1 << LEVEL
"""Entries hashed into one subtree; where a root inside of it is asked for, its leaf hashes are given instead."""

_COPY = (
    "COPY (SELECT position, body FROM entry WHERE ledger = {ledger} AND position > {after} AND position <= {upto} "
    "ORDER BY position) TO STDOUT (FORMAT BINARY)"
)
_HEADER = 19
_ROW = struct.Struct("!hiqi")
"""How a row of two columns begins: their number, the length and value of the position, the length of the body."""
_HASH = 32


class RangeUnreadable(Exception):
    """A range of the log could not be read whole, or its positions are not those that are due."""


Chunks = dict[int, tuple[bytes, ...]]
"""By number: one hash, the chunk's root, or all of its leaf hashes."""


def hashed(
    conninfo: str, ledger: str, last: int, *, cuts: Iterable[int] = (), processes: int = 2
) -> Iterator[tuple[int, tuple[bytes, ...]]]:
    """Yield each chunk of the entries up to `last`, in no order: its number, and its root or its leaf hashes.

    Those chunks give leaf hashes in which a position of `cuts` lies, and the last one unless it is full.
    Raises RangeUnreadable.
    """
    whole = {(cut - 1) // CHUNK for cut in cuts if 0 < cut <= last}
    chunks = -(-last // CHUNK)
    if last % CHUNK:
        whole.add(chunks - 1)
    each = -(-chunks // max(processes, 1)) if chunks > 2 else chunks
    ranges = [(first, min(first + each, chunks)) for first in range(0, chunks, max(each, 1))]
    asks = [
        {"conninfo": conninfo, "ledger": ledger, "first": first, "end": end, "last": last, "whole": sorted(whole)}
        for first, end in ranges
    ]
    with ExitStack() as stack:
        others = [stack.enter_context(_started(ask)) for ask in asks[1:]]
        if asks:
            yield from _range(asks[0])
        for other in others:
            assert other.stdout is not None
            for line in other.stdout:
                told = json.loads(line)
                if "error" in told:
                    raise RangeUnreadable(told["error"])
                yield told["chunk"], _cut(bytes.fromhex(told["hashes"]))
            if other.wait():
                raise RangeUnreadable("a process that hashes has ended")


def _started(ask: Mapping[str, object]) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "infrastructure.auditing.hashing"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path("/"),
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps(ask).encode() + b"\n")
    process.stdin.flush()
    return process


def _range(ask: Mapping[str, object]) -> Iterator[tuple[int, tuple[bytes, ...]]]:
    first, end, last = (int(str(ask[name])) for name in ("first", "end", "last"))
    whole = ask["whole"]
    assert isinstance(whole, Sequence)
    after, upto = first * CHUNK, min(end * CHUNK, last)
    leaves: list[bytes] = []
    chunk, position = first, after
    copy_ = sql.SQL(_COPY).format(ledger=sql.Literal(ask["ledger"]), after=sql.Literal(after), upto=sql.Literal(upto))
    with connect(str(ask["conninfo"]), "subsidy_owner") as connection, connection.cursor().copy(copy_) as copy:
        for at, leaf in _rows(copy):
            position += 1
            if at != position:
                raise RangeUnreadable(f"position {at} where {position} was due")
            leaves.append(leaf)
            if len(leaves) == CHUNK:
                yield chunk, tuple(leaves) if chunk in whole else (_root(leaves),)
                leaves, chunk = [], chunk + 1
    if position != upto:
        raise RangeUnreadable(f"the log ends at {position}, {upto} was due")
    if leaves:
        yield chunk, tuple(leaves)


def _rows(copy: Iterable[bytes | bytearray | memoryview]) -> Iterator[tuple[int, bytes]]:
    """Yield position and leaf hash of each row of a binary COPY."""
    begun, unpack, size, prefix = False, _ROW.unpack_from, _ROW.size, sha256(b"\0")
    for data in copy:
        at = 0 if begun else _HEADER
        begun = True
        if len(data) - at < size:
            continue  # the trailer
        _, _, position, _ = unpack(data, at)
        hashed = prefix.copy()
        hashed.update(data[at + size :])
        yield position, hashed.digest()


def _root(leaves: Sequence[bytes]) -> bytes:
    """Return the root of a full subtree."""
    level = list(leaves)
    while len(level) > 1:
        level = [sha256(b"\1" + level[at] + level[at + 1]).digest() for at in range(0, len(level), 2)]
    return level[0]


def _cut(hashes: bytes) -> tuple[bytes, ...]:
    return tuple(hashes[at : at + _HASH] for at in range(0, len(hashes), _HASH))


def main() -> int:
    """Hash the range asked for on standard input."""
    ask = json.loads(sys.stdin.readline())
    try:
        for chunk, hashes in _range(ask):
            print(json.dumps({"chunk": chunk, "hashes": b"".join(hashes).hex()}), flush=True)
    except Exception as error:  # Whatever it is, whoever asked has to hear of it.
        print(json.dumps({"error": f"{type(error).__name__}: {error}"}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
