"""How far streams have been seen to come, so that an append need not look again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from application.ports import LogUnavailable
from application.recorded import Change, Recorded

_MOST = 200_000


class Known:
    """Remembers versions and the last position that were there. Entries never vanish, so it stays true.

    The one exception is a database restored to an earlier state under a running process: `still_there` notices.
    """

    def __init__(self) -> None:
        self._versions: dict[str, int] = {}
        self._position = 0

    def saw(self, entries: Iterable[Recorded[object]]) -> None:
        """Note entries that were read."""
        for entry in entries:
            self.note(entry.stream, entry.version, entry.position)

    def note(self, stream: str, version: int, position: int) -> None:
        """Note that a stream has come as far as a version, and the ledger as far as a position."""
        if len(self._versions) > _MOST:
            self._versions = {}
        if version > self._versions.get(stream, 0):
            self._versions[stream] = version
        self._position = max(self._position, position)

    def added(self, changes: Sequence[Change], position: int) -> None:
        """Note what an append has just added, and that what it only looked at had not moved."""
        if len(self._versions) + len(changes) > _MOST:
            self._versions = {}
        self._versions.update([(stream, version + len(facts)) for stream, version, facts in changes])
        self._position = max(self._position, position)

    def unproven(self, expected: Mapping[str, int]) -> dict[str, int]:
        """Return the versions that are not known to exist; version 0 needs no proof."""
        known = self._versions
        return {stream: version for stream, version in expected.items() if version > known.get(stream, 0)}

    def still_there(self, first: int) -> None:
        """Check that the next free position is a new one. Raises LogUnavailable."""
        if first <= self._position:
            raise LogUnavailable(f"position {self._position} is gone: the ledger was restored, start anew")
