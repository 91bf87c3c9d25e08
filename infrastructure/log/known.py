"""How far streams have been seen to come, so that an append need not look again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from application.recorded import Change, Recorded

_MOST, _MANY = 200_000, 1_000


class Tip(NamedTuple):
    """The newest entry a process knows of; position 0 for none."""

    position: int
    recorded_at: datetime


NO_TIP = Tip(0, datetime.min.replace(tzinfo=UTC))


class Known:
    """Remembers versions that were there, and the newest entry. Entries never vanish, so it stays true.

    The one exception is a database restored to an earlier state under a running process. Every append therefore looks
    whether the entry at `tip` is there and was recorded at that instant.
    """

    def __init__(self) -> None:
        self._versions: dict[str, int] = {}
        self.tip = NO_TIP

    def saw(self, entries: Iterable[Recorded[object]]) -> None:
        """Note entries that were read."""
        for entry in entries:
            self._note(entry.stream, entry.version)
            self._came_to(entry.position, entry.recorded_at)

    def added(self, changes: Sequence[Change], tip: Tip | None) -> None:
        """Note what an append has just added up to `tip`, and that what it only looked at had not moved.

        Streams begun by the thousand are passed over: whoever goes on with one of them reads it first.
        """
        if len(changes) > _MANY:
            changes = [change for change in changes if change.expected_version]
        if len(self._versions) + len(changes) > _MOST:
            self._versions = {}
        self._versions.update([(stream, version + len(facts)) for stream, version, facts in changes])
        if tip is not None:
            self._came_to(*tip)

    def version(self, stream: str) -> int:
        """Return how far a stream has been seen to come, 0 when it is not known."""
        return self._versions.get(stream, 0)

    def unproven(self, expected: Mapping[str, int]) -> dict[str, int]:
        """Return the versions that are not known to exist; version 0 needs no proof."""
        known = self._versions
        return {stream: version for stream, version in expected.items() if version and version > known.get(stream, 0)}

    def _note(self, stream: str, version: int) -> None:
        if len(self._versions) > _MOST:
            self._versions = {}
        if version > self._versions.get(stream, 0):
            self._versions[stream] = version

    def _came_to(self, position: int, recorded_at: datetime) -> None:
        if position > self.tip.position:
            self.tip = Tip(position, recorded_at)
