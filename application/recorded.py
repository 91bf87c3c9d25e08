"""What the log holds: a fact of the domain in the envelope that binds it to a place, a time, a person and a command."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from types import MappingProxyType
from typing import Generic, NamedTuple, TypeVar

Fact = TypeVar("Fact", covariant=True)


@dataclass(frozen=True, slots=True)
class Recorded(Generic[Fact]):
    """One entry of one ledger, read back.

    `position` counts 1, 2, 3 … without a gap over the whole ledger; `version` counts likewise inside the stream.
    `recorded_at` is the server's clock in UTC, whole microseconds, and never goes back from one position to the next.
    `request_hash` is the SHA-256 (hex) of what was asked; `causation` names the entry (`entry/1190`) or command
    (`command/…`) that led to it, or is empty when a person did. A command that names itself there says: this follows
    from what else it recorded.
    """

    ledger: str
    position: int
    stream: str
    version: int
    name: str
    recorded_at: datetime
    actor: str
    command_id: str
    request_hash: str
    causation: str
    fact: Fact


def facts_before(command_id: str, entries: Iterable[Recorded[object]]) -> list[object]:
    """Return a stream's facts as they were before a command, all of them if it was not done."""
    return [entry.fact for entry in takewhile(lambda entry: entry.command_id != command_id, entries)]


Causes = Mapping[tuple[str, int], str]
"""What led to entries, by stream and version; whatever is absent a person did."""
NO_CAUSES: Causes = MappingProxyType({})


def entry_cause(position: int) -> str:
    """Return how an entry is named as a cause."""
    return f"entry/{position}"


def command_cause(command_id: str) -> str:
    """Return how a command is named as a cause."""
    return f"command/{command_id}"


class Change(NamedTuple):
    """Facts to add to one stream, decided on its version `expected_version` (0: the stream does not exist yet)."""

    stream: str
    expected_version: int
    facts: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Untouched:
    """A guard: the append fails with `Conflict` if an entry after `since` lies in one of `streams`.

    A decision that read a view at position `since` thereby stays as strict as one that replayed every stream.
    """

    since: int
    streams: frozenset[str]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a command was answered, kept with a hash of what was asked.

    `answer` is canonical JSON: the same command id with the same content gets these very bytes again.
    """

    command_id: str
    request_hash: str
    last_position: int
    answer: bytes
