"""How large a list may be, measured before anything is parsed."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass

from domain.uploads import FileDamaged, FileSwollen, TooManyRows

_PIECE = 1 << 20
_LOCAL_HEADER = 30
_CELL = re.compile(rb"""<(?:\w+:)?c[\s>/]""")
_PLACE = re.compile(rb"""[\s]r\s*=\s*["']([A-Za-z]+)([0-9]+)["']""")
# No program writes document types into a workbook; whoever does wants entities expanded.
_DECLARED = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T|E\0?N\0?T\0?I)", re.IGNORECASE)
_PECULIAR = re.compile(rb"""<(?:\w+:)?f[\s>/]|\st\s*=\s*["']e["']|\shidden\s*=\s*["'](?:1|true)""")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["'][A-Z]+[0-9]+:[A-Z]+([0-9]+)""")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br\s*=\s*["']([0-9]+)["']""")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a list may hold at most.

    `ratio` is of unpacked to packed bytes, looked at from `ratio_from_bytes` on; `text_bytes` bounds what cells that
    share one text could come to; `closer_look_cells` is how many cells are checked for what values do not show. After
    so many `bad_cells` a list is not read on: each takes half a kilobyte to tell, and nobody corrects them one by one.
    """

    rows: int = 200_000
    columns: int = 200
    file_bytes: int = 50_000_000
    unpacked_bytes: int = 400_000_000
    ratio: int = 200
    ratio_from_bytes: int = 10_000_000
    members: int = 5_000
    cells: int = 4_000_000
    closer_look_cells: int = 2_000_000
    text_bytes: int = 2_000_000_000
    parser_bytes: int = 3_000_000_000
    parser_seconds: int = 60
    bad_cells: int = 50_000


@dataclass(slots=True)
class Contents:
    """What was seen while a workbook was unpacked: enough to tell whether a closer look is worth its time."""

    unpacked: int = 0
    cells: int = 0
    longest_text: int = 0
    lowest_merged_row: int = 0
    has_peculiar_cells: bool = False

    def needs_closer_look(self, below_row: int) -> bool:
        """Say whether there may be formulas, errors, hidden or, below a row, merged cells."""
        return self.has_peculiar_cells or self.lowest_merged_row > below_row


def check_archive(content: bytes, limits: Limits) -> Contents:
    """Unpack a workbook piece by piece, keeping nothing, and refuse what a list would never hold.

    The sizes the archive states are looked at first and then not believed: a few hundred bytes can claim anything,
    place one cell in the last row and column (a parser then makes room for billions), or repeat one long text in
    millions of cells. Raises FileSwollen, TooManyRows, FileDamaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise FileDamaged("file") from None
    if len(members) > limits.members:
        raise FileSwollen("file", what=f"members={len(members)}")
    _check_size(sum(member.file_size for member in members), len(content), limits)
    seen = Contents()
    for member in members:
        _check_member(content, member, seen, limits)
    if seen.cells * seen.longest_text > limits.text_bytes:
        raise FileSwollen("file", what=f"cells={seen.cells}")
    return seen


def _check_member(content: bytes, member: zipfile.ZipInfo, seen: Contents, limits: Limits) -> None:
    is_texts = "sharedstrings" in member.filename.lower()
    rest = b""
    for piece in _unpacked(content, member):
        seen.unpacked += len(piece)
        _check_size(seen.unpacked, len(content), limits)
        window = rest + piece
        if _DECLARED.search(window):
            raise FileDamaged("file")
        if is_texts:
            seen.longest_text = max(seen.longest_text, max(map(len, window.split(b"</si>"))))
            rest = window[window.rfind(b"</si>") + 1 :][-_PIECE:]
            continue
        _check_places(window, limits)
        seen.cells += len(_CELL.findall(piece))
        if seen.cells > limits.cells:
            raise FileSwollen("file", what=f"cells={seen.cells}")
        _note_peculiar(window, seen)
        rest = window[-200:]


def _note_peculiar(xml: bytes, seen: Contents) -> None:
    # A zero byte: UTF-16, in which none of the patterns would be found.
    if _PECULIAR.search(xml) or b"\0" in xml:
        seen.has_peculiar_cells = True
    seen.lowest_merged_row = max([seen.lowest_merged_row, *(int(row[:12]) for row in _MERGED.findall(xml))])


def _check_places(xml: bytes, limits: Limits) -> None:
    rows = [number for number in set(_ROW.findall(xml)) if len(number) > 5 and int(number[:12]) > limits.rows]
    places = set(_PLACE.findall(xml))
    if rows or any(len(row) > 5 and int(row[:12]) > limits.rows for _, row in places):
        raise TooManyRows("file", limit=limits.rows)
    if any(_column_number(letters) > limits.columns for letters in {letters for letters, _ in places}):
        raise FileSwollen("file", what=f"columns>{limits.columns}")


def _unpacked(content: bytes, member: zipfile.ZipInfo) -> list[bytes] | _Inflated:
    start = member.header_offset
    header = content[start : start + _LOCAL_HEADER]
    if len(header) < _LOCAL_HEADER or header[:4] != b"PK\x03\x04" or member.flag_bits & 1:
        raise FileDamaged("file")
    name, extra = struct.unpack_from("<HH", header, 26)
    start += _LOCAL_HEADER + name + extra
    packed = content[start : start + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED:
        return [packed]
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise FileDamaged("file")
    return _Inflated(packed)


class _Inflated:
    """The unpacked bytes of a deflated member in pieces of at most a megabyte."""

    def __init__(self, packed: bytes) -> None:
        self._inflating = zlib.decompressobj(-zlib.MAX_WBITS)
        self._packed = packed

    def __iter__(self) -> _Inflated:
        return self

    def __next__(self) -> bytes:
        try:
            piece = self._inflating.decompress(self._packed, _PIECE)
        except zlib.error:
            raise FileDamaged("file") from None
        self._packed = self._inflating.unconsumed_tail
        if not piece:
            raise StopIteration
        return piece


def _check_size(unpacked: int, packed: int, limits: Limits) -> None:
    if unpacked > limits.unpacked_bytes:
        raise FileSwollen("file", what=f"bytes={unpacked}")
    if unpacked > limits.ratio_from_bytes and unpacked > limits.ratio * packed:
        raise FileSwollen("file", what=f"ratio={unpacked // packed}")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper()[:8]:
        number = number * 26 + letter - 64
    return number
