"""Verify a bundle on its own, without a database: its files, seals, entries, and every register worked out again."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from cryptography.x509 import Certificate

from application.exports import ExportFormat, Exports
from application.recorded import Recorded
from domain.proofs.policy import Policy
from domain.proofs.rejections import MalformedTile
from domain.proofs.tiles import WIDTH, Bundle, unbundled
from domain.rejected import Rejected
from infrastructure.auditing.bundle import ENTRIES, SUMS, Progress
from infrastructure.auditing.entry_checks import EntryChecks
from infrastructure.auditing.lists import EXPORTED, FORMATS, Lay, path_of, written
from infrastructure.auditing.seals import Seals, seals_in
from infrastructure.findings import Finding
from infrastructure.views.memory import MemoryViews

_PIECE = 1 << 20


class NotAnExport(Rejected):
    """{path} is no exported bundle: it has no entries."""

    code = "not_an_export"
    zh = "{path} 不是导出的文件夹：其中没有分录。"


def verify_bundle(
    folder: Path,
    *,
    lay: Lay,
    exports: Exports,
    policy: Policy | None = None,
    kept: Mapping[str, str] | None = None,
    roots: tuple[Certificate, ...] = (),
    limit: int = 20,
    progress: Progress | None = None,
) -> Iterator[Finding]:
    """Yield up to `limit` findings a check; none means that all is well.

    `policy` and `kept` are what the auditor himself knows (see `seals_in`): without them the bundle is only held
    against its own keys. All entries are in memory meanwhile, about a kilobyte each. Raises NotAnExport.
    """
    if not (folder / ENTRIES).is_file():
        raise NotAnExport("export", path=folder)
    yield from _sums(folder)
    seals = seals_in(folder, policy=policy, kept=kept, roots=roots)
    checks, log = EntryChecks(seals, limit=limit), list[Recorded[object]]()
    readable = True
    for position, body in _lines(folder, progress):
        yield from checks.see_bytes(position, body)
        if checks.last is None:
            readable = False
        else:
            log.append(checks.last)
    yield from checks.end()
    yield from _sealed_to_the_end(seals, len(log), readable=readable)
    yield from _bundles(folder, seals.newest.size)
    if readable and log:
        yield from _lists(folder, log, lay, exports, limit)


def _sums(folder: Path) -> Iterator[Finding]:
    """See that every file is the one that was hashed, and that there is none besides."""
    lines = (line.partition("  ") for line in _text(folder / SUMS).splitlines())
    told = {name: hashed for hashed, _, name in lines}
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {SUMS}
    for name in sorted({*told, *there}):
        if name not in there:
            yield Finding("files", f"{name} is missing")
        elif name not in told:
            yield Finding("files", f"{name} is not in {SUMS}")
        elif _sha256(folder / name) != told[name]:
            yield Finding("files", f"{name} is not the file that {SUMS} names")


def _lines(folder: Path, progress: Progress | None) -> Iterator[tuple[int, bytes]]:
    size, done = (folder / ENTRIES).stat().st_size, 0
    with (folder / ENTRIES).open("rb") as file:
        for position, line in enumerate(file, 1):
            yield position, line.removesuffix(b"\n")
            done += len(line)
            if progress is not None and position % 1000 == 0:
                progress(done, size)
    if progress is not None:
        progress(size, size)


def _sealed_to_the_end(seals: Seals, entries: int, *, readable: bool) -> Iterator[Finding]:
    if readable and entries > seals.newest.size:
        what = f"{entries - seals.newest.size} entries stand behind the sealed ones"
        yield Finding("sealed", what, position=seals.newest.size + 1)


def _bundles(folder: Path, size: int) -> Iterator[Finding]:
    """See that the entry bundles, which stock tools read, hold the same entries as the lines."""
    with (folder / ENTRIES).open("rb") as file:
        for index in range(-(-size // WIDTH)):
            bundle = Bundle(index, min(size - index * WIDTH, WIDTH))
            lines = [file.readline().removesuffix(b"\n") for _ in range(bundle.width)]
            try:
                found = unbundled((folder / bundle.path).read_bytes())
            except (OSError, MalformedTile) as error:
                yield Finding("bundles", f"{bundle.path}: {error}", position=bundle.first)
                continue
            for place, (line, entry) in enumerate(zip_longest(lines, found)):
                if line != entry:
                    what = f"{bundle.path} has another entry than {ENTRIES}"
                    yield Finding("bundles", what, position=bundle.first + place)


def _lists(folder: Path, log: Sequence[Recorded[object]], lay: Lay, exports: Exports, limit: int) -> Iterator[Finding]:
    """Work every register out of the entries again and compare it with the files, cell by cell."""
    views = MemoryViews(lambda: log)
    for of in EXPORTED:
        for export in FORMATS:
            name = path_of(of, export)
            pieces = written(of, export, views, ledger=log[0].ledger, position=len(log), lay=lay, exports=exports)
            wanted, path = b"".join(pieces), folder / name
            if not path.is_file():
                yield Finding("lists", f"{name} is missing", table=of.name)
            elif (found := path.read_bytes()) != wanted:
                yield from _differences(of.name, name, _rows(export, found), _rows(export, wanted), limit)


def _differences(
    table: str, name: str, found: Sequence[Sequence[str]], wanted: Sequence[Sequence[str]], limit: int
) -> Iterator[Finding]:
    """Name rows and columns that differ. Rows are counted from 1, the first being the headings."""
    told = 0
    headings = wanted[0] if wanted else ()
    for number, (one, other) in enumerate(zip_longest(found, wanted), 1):
        if one == other:
            continue
        told += 1
        if told > limit:
            return
        if one is None or other is None or len(one) != len(other):
            what = f"{name} row {number}: {one!r}, the entries give {other!r}"
            yield Finding("lists", what, table=table)
            continue
        for column, was, due in zip(headings, one, other, strict=False):
            if was != due:
                what = f"{name} row {number}: {was!r}, the entries give {due!r}"
                yield Finding("lists", what, table=table, column=column)
    if not told:
        yield Finding("lists", f"{name} says the same in other bytes", table=table)


def _rows(export: ExportFormat, content: bytes) -> list[list[str]]:
    if export is ExportFormat.CSV:
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig", errors="replace"), newline="")))
    try:
        table = pq.read_table(pa.BufferReader(content))
    except (pa.ArrowException, OSError) as error:
        return [[f"unreadable: {error}"]]
    columns = [[str(value) for value in column.to_pylist()] for column in table.columns]
    return [list(table.column_names), *map(list, zip(*columns, strict=True))]


def _sha256(path: Path) -> str:
    hashed = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            hashed.update(piece)
    return hashed.hexdigest()


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""
