"""What a range of the log comes to: rows packed for COPY, and what each page's postings move.

Runs of like entries are filled in from stencils, all others take the general road; where anything is wrong, all do, so
that it is said of the entry it is wrong with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from application.recorded import Recorded
from application.views.registry import VIEWS
from application.views.sheet import MovedOn, page_end
from application.views.view import Row, View
from infrastructure.log.mapper import EntryMapper
from infrastructure.views.projecting import Failure, Packers, Unreadable, gather, moved, read_entry
from infrastructure.views.stencils import PLACES, Around, Stencil, filled, places_of, stencil_of

Pages = Mapping[int, Mapping[MovedOn, int]]
"""By page end, what the postings on the page move."""

_PATIENCE = 64
"""So many entries that no stencil fits, and more of them than of the others, and stencils are left alone."""


@dataclass(frozen=True, slots=True)
class Made:
    """What the entries with these bytes, the first behind `after`, come to.

    A view that failed has the rows of the entries before its failure. `unreadable` says why there are fewer entries
    than were asked for. Rows of a table in `unpacked` could not be packed. Stencils took `alike` of the entries.
    """

    after: int
    bodies: Sequence[bytes]
    packed: Mapping[type[Row], bytes]
    pages: Pages
    failures: Mapping[str, Failure] = field(default_factory=dict)
    unreadable: Failure | None = None
    unpacked: frozenset[type[Row]] = frozenset()
    alike: int = 0

    @property
    def last(self) -> int:
        """Return the position of the last entry."""
        return self.after + len(self.bodies)

    def entries(self, after: int) -> list[Recorded[object]]:
        """Return the entries behind a position, decoded."""
        read = EntryMapper().read
        return [read(body) for body in self.bodies[after - self.after :]]


class Maker:
    """Makes rows of one ledger's entries for some views. Not for several threads at once.

    Without stencils every entry takes the general road; the rows are the same.
    """

    def __init__(self, ledger: str, views: Sequence[View] = VIEWS, *, stencils: bool = True) -> None:
        self.ledger = ledger
        self._views, self._packers, self._mapper = tuple(views), Packers(ledger), EntryMapper()
        self._stencils = stencils

    def make(self, after: int, bodies: Sequence[bytes], *, missing: Failure | None = None) -> Made:
        """Return what the entries behind `after` come to; `missing` says why there are no more of them."""
        made = self._by_stencils(after, bodies, missing) if self._stencils else None
        return made or self._generally(after, bodies, missing)

    def _by_stencils(self, after: int, bodies: Sequence[bytes], missing: Failure | None) -> Made | None:
        """Return what like entries and others come to; None when something is wrong with one of them."""
        likes = _Likes(self)
        others: list[Recorded[object]] = []
        pages: dict[int, dict[MovedOn, int]] = {}
        rest, position = iter(bodies), after
        try:
            while page := list(islice(rest, page_end(position + 1) - position)):
                for position, body in enumerate(page, position + 1):  # noqa: B020 - it goes on from page to page
                    if not likes.took(position, body):
                        others.append(read_entry(self._mapper, position, body))
                pages[page_end(position)] = likes.turned()
        except Unreadable:
            return None
        gathered = gather(others, self._views)
        if gathered.failures:
            return None
        try:
            packed = {kind: self._packers[kind](rows) for kind, rows in gathered.rows.items()}
        except Exception:
            return None
        for kind, pieces in likes.packed.items():
            packed[kind] = b"".join((*pieces, packed.get(kind, b"")))
        for end, sums in pages.items():
            for key, fen in moved(gathered.rows, end - page_end(1) + 1, end).items():
                sums[key] = sums.get(key, 0) + fen
        return Made(after, bodies, packed, pages, unreadable=missing, alike=likes.taken)

    def _generally(self, after: int, bodies: Sequence[bytes], missing: Failure | None) -> Made:
        entries: list[Recorded[object]] = []
        for position, body in enumerate(bodies, after + 1):
            try:
                entries.append(read_entry(self._mapper, position, body))
            except Unreadable as error:
                missing = Failure(error.position, str(error))
                break
        gathered = gather(entries, self._views)
        packed: dict[type[Row], bytes] = {}
        for kind, rows in gathered.rows.items():
            try:
                packed[kind] = self._packers[kind](rows)
            except Exception:
                continue
        last = after + len(entries)
        return Made(
            after,
            bodies[: len(entries)],
            packed,
            {end: moved(gathered.rows, first, end) for first, end in _pages(after, last)},
            gathered.failures,
            missing,
            frozenset(gathered.rows.keys() - packed.keys()),
        )

    def rows(self, bodies: Sequence[bytes]) -> Mapping[type[Row], Sequence[Row]]:
        """Return the rows of entries by the general road, wherever they lie. Raises what any of them raises."""
        gathered = gather(map(self._mapper.read, bodies), self._views)
        for view, failure in gathered.failures.items():
            raise ValueError(f"{view}: {failure.error}")
        return gathered.rows

    def pack(self, kind: type[Row], rows: Sequence[Row]) -> bytes:
        """Pack rows of one table."""
        return self._packers[kind](rows)


class _Likes:
    """The entries of one range that stencils took, and the stencils they were taken by.

    A stencil is made for the second entry of a kind: one that comes alone is not worth it. They are kept no longer, for
    the next batch was recorded at another instant and fits none.
    """

    def __init__(self, maker: Maker) -> None:
        self._maker = maker
        self._names = [(b'"name":"%b"' % name.encode(), places_of(name).split) for name in PLACES]
        self._stencils: dict[Around, Stencil | None] = {}
        self._on_page: dict[Around, int] = {}
        self.taken = self._missed = 0
        self.packed: dict[type[Row], list[bytes]] = defaultdict(list)

    def took(self, position: int, body: bytes) -> bool:
        """Take an entry, if a stencil does. Raises Unreadable if it says that it is elsewhere."""
        if self._missed > _PATIENCE + self.taken:
            return False
        for name, split in self._names:
            if name in body:
                pieces = split(body)
                if len(pieces) > 1:
                    return self._filled(position, tuple(pieces[1::2]), pieces[2:-1:2])
        return False

    def turned(self) -> dict[MovedOn, int]:
        """Turn the page: return what the entries taken on it move."""
        sums: dict[MovedOn, int] = {}
        for around, entries in self._on_page.items():
            stencil = self._stencils[around]
            assert stencil is not None
            for key, fen in stencil.moves.items():
                sums[key] = sums.get(key, 0) + entries * fen
        self._on_page.clear()
        return sums

    def _filled(self, position: int, around: Around, places: Sequence[bytes]) -> bool:
        if around not in self._stencils:
            self._stencils[around] = None
            self._missed += 1
            return False
        stencil = self._stencils[around]
        if stencil is None:
            self._stencils[around] = stencil = stencil_of(around, places, self._maker.rows, self._maker.pack)
            if stencil is None:
                del self._stencils[around]
                self._missed += 1
                return False
        if places[-2] != b"%d" % position:
            raise Unreadable(position, f"the entry says it is at position {places[-2].decode()}")
        for kind, packed in filled(stencil, places):
            self.packed[kind].append(packed)
        self._on_page[around] = self._on_page.get(around, 0) + 1
        self.taken += 1
        return True


def _pages(after: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the first position and the end of each page that has one of the positions."""
    first = after + 1
    while first <= last:
        end = page_end(first)
        yield first, end
        first = end + 1
