"""The text of a checkpoint (C2SP tlog-checkpoint): whose log, how many entries, which root."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass

from domain.proofs.notes import from_base64
from domain.proofs.rejections import MalformedCheckpoint
from domain.proofs.tree import HASH_BYTES

SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
"""A tree size in decimal, spelled in the one way there is."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A tree head: `size` leaves under `root`. We write no extensions; others' are kept, for they are signed."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return the text that is signed, with its last newline."""
        lines = (self.origin, str(self.size), b64encode(self.root).decode(), *self.extensions)
        return "".join(f"{line}\n" for line in lines)


def parse(text: str) -> Checkpoint:
    """Return the checkpoint a note's text holds. Raises MalformedCheckpoint."""
    if not text.endswith("\n"):
        raise MalformedCheckpoint(what="the last line has no end")
    lines = text[:-1].split("\n")
    if len(lines) < 3 or not all(lines):
        raise MalformedCheckpoint(what="three lines and no empty one are expected")
    origin, size, root, *extensions = lines
    if not SIZE.fullmatch(size):
        raise MalformedCheckpoint(what="the second line is not a tree size")
    hashed = from_base64(root)
    if hashed is None or len(hashed) != HASH_BYTES:
        raise MalformedCheckpoint(what="the third line is not a root hash")
    return Checkpoint(origin, int(size), hashed, tuple(extensions))
