"""A stream is replayed from where it was replayed to, as long as that is where it still goes on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from application.recorded import Recorded
from application.replayed import MOST, Replayed
from infrastructure.log.memory_log import MemoryLog
from tests.log.support import append, released, settled

Seen = tuple[object, ...]
NOTHING: Seen = ()


def after(state: Seen, facts: Iterable[object]) -> Seen:
    return (*state, *facts)


def entries(*facts: object) -> Sequence[Recorded[object]]:
    log = MemoryLog("one")
    for version, fact in enumerate(facts):
        append(log, ("fund/1", version, fact))
    return log.stream("fund/1")


def test_only_what_is_new_is_replayed() -> None:
    replayed, gone_through = Replayed(), []

    def noting(state: Seen, facts: Iterable[object]) -> Seen:
        new = tuple(facts)
        gone_through.append(len(new))
        return (*state, *new)

    first, second, third = entries(released(), settled(), released("b-2"))
    for known in ([first], [first, second], [first, second], [first, second, third]):
        state = replayed.state("fund/1", known, NOTHING, noting)
        assert state == tuple(entry.fact for entry in known)
    assert gone_through == [1, 1, 0, 1]


def test_a_stream_that_goes_on_from_another_entry_is_replayed_whole() -> None:
    replayed = Replayed()
    first, second = entries(released(), settled())
    replayed.state("fund/1", [first, second], NOTHING, after)
    other = replace(second, fact=released("b-2"))  # The same version of a ledger that was restored.
    assert replayed.state("fund/1", [first, other], NOTHING, after) == (released(), released("b-2"))
    assert replayed.state("fund/1", [first], NOTHING, after) == (released(),)
    assert replayed.state("fund/1", [], NOTHING, after) == ()


def test_too_many_streams_are_forgotten_and_begin_anew() -> None:
    replayed, (entry,) = Replayed(), entries(released())
    for number in range(MOST + 1):
        assert replayed.state(f"fund/{number}", [entry], NOTHING, after) == (released(),)
    assert len(replayed._known) == 1
