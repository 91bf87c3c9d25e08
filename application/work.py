"""What one command has looked at and means to record, until it is appended all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Generic, TypeVar, cast

from application.ports import Log
from application.recorded import Causes, Change, Recorded, Untouched, entry_cause

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Loaded(Generic[S]):
    """A stream's state at the version it was loaded at (0: the stream does not exist)."""

    stream: str
    version: int
    state: S


class Work:
    """The streams a decision rests on and the facts it adds; `attempt` is 0, and one more after each conflict.

    With `from_memory` streams are taken as the process last knew them, where it does, and `recalled` says whether any
    was: what is decided then counts only if the append finds each at the version it had.
    """

    def __init__(self, log: Log, *, attempt: int, from_memory: bool = False) -> None:
        self.log = log
        self.attempt = attempt
        self.recalled = False
        self.untouched: Untouched | None = None
        self._from_memory = from_memory
        self._facts: dict[str, list[object]] = {}
        self._begun: list[Change] = []
        self._versions: dict[str, int] = {}
        self._newest: dict[str, int] = {}
        self._causes: dict[tuple[str, int], str] = {}
        self._read: dict[str, Sequence[Recorded[object]]] | None = None
        self._carried: dict[str, tuple[int, object]] = {}

    def row_by_row(self) -> None:
        """Load each stream from now on as what was meant before leaves it, and read it once only.

        For a list whose rows are decided one after the other, each on what the rows before it have made of things.
        """
        self._read = self._read or {}

    def load(self, stream: str, replay: Callable[[Iterable[object]], S]) -> Loaded[S]:
        """Read one stream, or recall it, and replay it."""
        entries = self._entries(stream)
        return Loaded(stream, len(entries), replay(chain((entry.fact for entry in entries), self._meant(stream))))

    def load_on(self, stream: str, start: S, on: Callable[[S, Iterable[object]], S]) -> Loaded[S]:
        """Read or recall a stream that grows long, and replay it from where it was replayed to the last time.

        `on` carries a state over further facts; `start` is the state of a stream that does not exist.
        """
        entries = self._entries(stream)
        state = self.log.replayed.state(stream, entries, start, on)
        if meant := self._meant(stream):
            carried, known = self._carried.get(stream, (0, state))
            state = on(cast("S", known), meant[carried:])
            self._carried[stream] = len(meant), state
        return Loaded(stream, len(entries), state)

    def _meant(self, stream: str) -> Sequence[object]:
        """Return what is meant to be added to a stream, if it is to be seen when the stream is loaded again."""
        return () if self._read is None else self._facts.get(stream, ())

    def _entries(self, stream: str) -> Sequence[Recorded[object]]:
        if self._read is not None and stream in self._read:
            return self._read[stream]
        entries = self.log.recalled(stream) if self._from_memory else None
        if entries is None:
            entries = self.log.stream(stream)
        else:
            self.recalled = True
        self._versions.setdefault(stream, len(entries))
        self._newest[stream] = entries[-1].position if entries else 0
        if self._read is not None:
            self._read[stream] = entries
        return entries

    def load_many(
        self, prefix: str, ids: Sequence[str], replay: Callable[[str, Iterable[object]], S]
    ) -> list[Loaded[S]]:
        """Read the streams `prefix` + id at once, in the order asked; one that does not exist replays nothing."""
        found = self.log.streams([prefix + one for one in ids])
        loaded = []
        for one in ids:
            entries = found.get(prefix + one, ())
            self._versions.setdefault(prefix + one, len(entries))
            self._newest[prefix + one] = entries[-1].position if entries else 0
            if self._read is not None:
                self._read[prefix + one] = entries
            facts = chain((entry.fact for entry in entries), self._meant(prefix + one))
            loaded.append(Loaded(prefix + one, len(entries), replay(one, facts)))
        return loaded

    def record(self, loaded: Loaded[S], *facts: object, caused_by: str = "") -> None:
        """Mean to add facts to a stream, on the version it was loaded at; `caused_by` is what led to them."""
        self.record_at(loaded.stream, loaded.version, facts, caused_by=caused_by)

    def record_at(self, stream: str, version: int, facts: Iterable[object], *, caused_by: str = "") -> None:
        """Mean to add facts to a stream on a known version (0: it must not exist yet)."""
        assert self._versions.setdefault(stream, version) == version, f"{stream} was loaded at two versions"
        meant = self._facts.setdefault(stream, [])
        before = len(meant)
        meant.extend(facts)
        if caused_by:
            self._causes |= {(stream, version + place): caused_by for place in range(before + 1, len(meant) + 1)}

    def begin(self, streams: Sequence[str], facts: Sequence[object], *, caused_by: Sequence[str] = ()) -> None:
        """Mean to begin many streams, each with one fact, without having looked: the append fails if one exists.

        `caused_by` says of each what led to it, where anything did.
        """
        assert len(streams) == len(facts), "a fact each"
        if caused_by:
            self._causes |= {(stream, 1): cause for stream, cause in zip(streams, caused_by, strict=True) if cause}
        # What Change(stream, 0, (fact,)) comes to, in a third of the time.
        self._begun.extend(map(tuple.__new__, repeat(Change), zip(streams, repeat(0), zip(facts))))

    def rests_on(self, position: int, streams: Iterable[str]) -> None:
        """Say that the decision read a view at `position`: it fails if one of `streams` gets an entry after that."""
        self.untouched = Untouched(position, frozenset(streams))

    def newest(self, loaded: Loaded[S]) -> str:
        """Return the stream's newest entry as a cause: what is decided now follows from it."""
        return entry_cause(self._newest[loaded.stream])

    def entry_in(self, stream: str, fits: Callable[[object], bool]) -> str:
        """Return, as a cause, a stream's newest entry whose fact fits; empty where there is none."""
        fitting = (entry.position for entry in reversed(self._entries(stream)) if fits(entry.fact))
        return next((entry_cause(position) for position in fitting), "")

    @property
    def causes(self) -> Causes:
        """What led to the entries meant, by stream and version, where it was no person."""
        return self._causes

    @property
    def changes(self) -> tuple[Change, ...]:
        """Everything to append, streams in the order they were first recorded, those begun behind the others.

        Streams that were only looked at follow, with nothing to add: the append fails when one of them has grown, so
        that a decision is as good as if nobody else had been there (no grant slips past a death recorded meanwhile).
        """
        recorded = [Change(stream, self._versions[stream], tuple(facts)) for stream, facts in self._facts.items()]
        looked_at = [Change(stream, at, ()) for stream, at in self._versions.items() if stream not in self._facts]
        return (*recorded, *self._begun, *looked_at)
