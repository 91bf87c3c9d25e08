"""An entry's bytes are RFC 8785's, hold nothing that two readers could read differently, and bind everything."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from application.recorded import Change, Recorded
from infrastructure.log import canonical
from infrastructure.log.canonical import LARGEST_ENTRY, EntryTooLarge, NotCanonical
from infrastructure.log.envelope import KEYS, Envelope
from infrastructure.log.mapper import EntryMapper
from tests.log.support import released, settled

MAPPER = EntryMapper()
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
KEY = st.text(st.characters(max_codepoint=127), max_size=8)
INSTANTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)).map(lambda naive: naive.replace(tzinfo=UTC))  # noqa: DTZ001
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEY, inner, max_size=6),
    max_leaves=20,
)


@given(VALUES)
def test_the_bytes_are_those_of_rfc_8785(value: Any) -> None:
    assert canonical.canonical(value) == rfc8785.dumps(value)
    assert canonical.read(canonical.canonical(value)) == value


@pytest.mark.parametrize(
    "value",
    [
        0.5,
        {"a": 1.0},
        [float("nan")],
        2**53,
        -(2**53),
        {"金额": 1},
        {1: 1},
        (1, 2),
        b"bytes",
        datetime(2017, 4, 25, tzinfo=UTC),
        {"a": {"b": [released()]}},
        "\ud800",
    ],
)
def test_what_two_readers_could_read_differently_is_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical.canonical(value)


@pytest.mark.parametrize(
    "body", [b'{"b":1,"a":2}', b'{"a": 1}', b'{"a":1,"a":1}', b'"\\u0041"', b"1e2", b"-0", b"{", b'"\xff"']
)
def test_bytes_that_are_not_the_one_way_to_write_their_value_are_refused(body: bytes) -> None:
    with pytest.raises(NotCanonical):
        canonical.read(body)


@given(
    words=st.tuples(*[TEXT] * 6),
    first=st.integers(1, 2**53 - 3),
    version=st.integers(0, 2**31 - 3),
    instant=INSTANTS,
    beneficiary=TEXT,
)
def test_an_entry_put_together_from_pieces_is_the_entry_written_plainly(
    words: tuple[str, ...], first: int, version: int, instant: datetime, beneficiary: str
) -> None:
    ledger, actor, command_id, request_hash, causation, stream = words
    envelope = Envelope(ledger, actor, command_id, request_hash, causation)
    facts = (released(beneficiary), settled())
    rows = envelope.rows([Change(stream, version, facts)], MAPPER.payload, first=first, recorded_at=instant)
    for number, (fact, (_, _, _, body)) in enumerate(zip(facts, rows, strict=True)):
        entry: Recorded[object] = Recorded(
            ledger=ledger,
            position=first + number,
            stream=stream,
            version=version + 1 + number,
            name=MAPPER.payload(fact)[0],
            recorded_at=instant,
            actor=actor,
            command_id=command_id,
            request_hash=request_hash,
            causation=causation,
            fact=fact,
        )
        assert body == MAPPER.write(entry) == rfc8785.dumps(canonical.read(body))
        assert MAPPER.read(body) == entry
        assert tuple(canonical.read(body)) == KEYS


def test_a_cause_of_its_own_changes_nothing_else_of_an_entry_and_nothing_of_its_neighbours() -> None:
    changes, instant = [Change("payout/1", 0, (released(), settled(), settled()))], datetime(2017, 4, 25, tzinfo=UTC)

    def bodies(causes: dict[tuple[str, int], str]) -> list[bytes]:
        envelope = Envelope("340700", "wang", "command-1", "", "", causes)
        return [row[3] for row in envelope.rows(changes, MAPPER.payload, first=1, recorded_at=instant)]

    plain, caused = bodies({}), bodies({("payout/1", 2): 'entry/7 "”'})
    assert (caused[0], caused[2]) == (plain[0], plain[2])
    assert caused[1] == plain[1].replace(b'"causation":""', '"causation":"entry/7 \\"”"'.encode())
    assert caused[1] == rfc8785.dumps(canonical.read(caused[1]))


def test_an_entry_has_at_most_65535_bytes() -> None:
    envelope = Envelope("340700", "wang", "command-1", "", "")

    def size(length: int) -> int:
        changes, instant = [Change("payout/1", 0, (released("b" * length),))], datetime(2017, 4, 25, tzinfo=UTC)
        (row,) = envelope.rows(changes, MAPPER.payload, first=1, recorded_at=instant)
        return len(row[3])

    room = LARGEST_ENTRY - size(0)
    assert size(room) == LARGEST_ENTRY == 65_535
    with pytest.raises(EntryTooLarge, match=r"payout\.released\.1: 65536 bytes"):
        size(room + 1)
