"""The bundle an auditor takes away: entries, tiles, checkpoint, keys, registers, and how to verify it all himself.

    checkpoint, checkpoint.witnessed, vkeys, rotations, policy      as published
    timestamps/<day>/checkpoint, token.tsr                stamped checkpoints, with the authority's answer
    entries.jsonl, tile/entries/…                         every sealed entry, as lines and as C2SP entry bundles
    tile/<level>/…                                        the tiles of exactly this tree, made from the entries
    lists/<list>.csv, .parquet                            the registers as of the last sealed entry
    VERIFY.md, verify.go, SHA256SUMS                      the instruction, a stock verifier, and every file's hash

Nothing in it tells when or where it was made: of the same checkpoint it is the same, byte by byte.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from application.exports import Exports
from application.queries import Lists
from domain.proofs import checkpoint
from domain.proofs.heads import Head
from domain.proofs.notes import parse_note
from domain.proofs.policy import Policy
from domain.proofs.tiles import WIDTH, Bundle, GrowingTiles, bundled
from domain.proofs.tree import leaf_hash
from domain.rejected import Rejected
from infrastructure.auditing.lists import EXPORTED, FORMATS, Lay, path_of, written
from infrastructure.proofs import durable
from infrastructure.proofs.sealer import Entries, SealedLogChanged
from infrastructure.proofs.tiles_store import PublishedFiles
from infrastructure.proofs.timestamps import FOLDER, STAMPED, TOKEN

ENTRIES = "entries.jsonl"
SUMS = "SHA256SUMS"
PLAIN = ("checkpoint", "checkpoint.witnessed", "vkeys", "rotations")
ENCLOSED = ("VERIFY.md", "verify.go")

Progress = Callable[[int, int], None]


class ExportFolderTaken(Rejected):
    """{path} is there already; an export is written into a folder of its own."""

    code = "export_folder_taken"
    zh = "{path} 已存在；导出须写入一个新的文件夹。"


class NothingSealed(Rejected):
    """The log of {ledger} has no signed checkpoint, so there is nothing an auditor could verify."""

    code = "nothing_sealed"
    zh = "账本 {ledger} 尚无签名检查点，没有可供核验的内容。"


@dataclass(frozen=True, slots=True)
class Exported:
    """What a bundle holds: the log by its name, entries up to `position`, and how many files."""

    origin: str
    position: int
    root: str
    files: int


def export(
    folder: Path,
    log: Entries,
    views: Lists,
    files: PublishedFiles,
    *,
    lay: Lay,
    exports: Exports,
    policy: Policy | None = None,
    progress: Progress | None = None,
) -> Exported:
    """Write the bundle of the newest checkpoint into a new folder, which is there whole or not at all.

    Raises ExportFolderTaken, NothingSealed, and SealedLogChanged for a log that is no longer the sealed one.
    """
    if folder.exists():
        raise ExportFolderTaken("folder", path=folder)
    plain = {name: _content(files.folder / name) for name in PLAIN}
    if not plain["checkpoint"]:
        raise NothingSealed(ledger=files.ledger)
    head = checkpoint.parse(parse_note(plain["checkpoint"].decode()).text)
    making = folder.with_name(folder.name + durable.PART)
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    writing = _Writing(making)
    for name, content in plain.items():
        if content:
            writing.put(name, [content])
    for path in sorted((files.folder / FOLDER).glob("*/*")):
        if path.name in (STAMPED, TOKEN):
            writing.put(str(path.relative_to(files.folder)), [path.read_bytes()])
    writing.put("policy", [str(policy or Policy(files.keys())).encode()])
    for name in ENCLOSED:
        writing.put(name, [resources.files(__package__).joinpath(name).read_bytes()])
    _entries(writing, log, Head(head.size, head.root), progress)
    for of in EXPORTED:
        for kind in FORMATS:
            pieces = written(of, kind, views, ledger=files.ledger, position=head.size, lay=lay, exports=exports)
            writing.put(path_of(of, kind), pieces)
    writing.put(SUMS, [writing.sums()])
    making.rename(folder)
    return Exported(head.origin, head.size, head.root.hex(), len(writing.hashes))


def _entries(writing: _Writing, log: Entries, head: Head, progress: Progress | None) -> None:
    growing = GrowingTiles()
    with (writing.folder / ENTRIES).open("wb") as lines:
        hashed = hashlib.sha256()
        while growing.size < head.size:
            rows = log.entries(growing.size, limit=min(WIDTH, head.size - growing.size))
            bodies = [row[5] for row in rows]
            if not bodies:
                raise SealedLogChanged(size=head.size)
            content = b"".join(body + b"\n" for body in bodies)
            lines.write(content)
            hashed.update(content)
            writing.put(Bundle(growing.size // WIDTH, len(bodies)).path, [bundled(bodies)])
            for tile, hashes in growing.add(map(leaf_hash, bodies)):
                writing.put(tile.path, [hashes])
            if progress is not None:
                progress(growing.size, head.size)
    writing.hashes[ENTRIES] = hashed.hexdigest()
    for tile, hashes in growing.partials():
        writing.put(tile.path, [hashes])
    if growing.root() != head.root:
        raise SealedLogChanged(size=head.size)


class _Writing:
    """Files below a folder, and the hash of each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hashes: dict[str, str] = {}

    def put(self, name: str, pieces: Iterable[bytes]) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        hashed = hashlib.sha256()
        with path.open("wb") as file:
            for piece in pieces:
                file.write(piece)
                hashed.update(piece)
        self.hashes[name] = hashed.hexdigest()

    def sums(self) -> bytes:
        """Return what `sha256sum --check` reads."""
        return "".join(f"{told}  {name}\n" for name, told in sorted(self.hashes.items())).encode()


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
