"""The library's mapper in our terms, with old names read by way of their upcasters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from eventsourcing.persistence import StoredEvent

from application.recorded import Recorded
from domain.upcasters import Upcaster
from infrastructure.log import canonical
from infrastructure.log.mapper import Entry, EntryMapper, RawEntry, Unreadable


@dataclass(frozen=True, slots=True)
class VisitMade:
    """A small event of its own, in its third form."""

    visitor: str
    minutes: int


MAPPER = EntryMapper(
    {"visit.made.3": VisitMade},
    {VisitMade: "visit.made.3"},
    {
        "visit.made.1": Upcaster("visit.made.2", lambda payload: {"visitor": payload["by"], "hours": payload["hours"]}),
        "visit.made.2": Upcaster(
            "visit.made.3", lambda payload: {"visitor": payload["visitor"], "minutes": payload["hours"] * 60}
        ),
    },
)
ENTRY: Recorded[object] = Recorded(
    ledger="340700",
    position=7,
    stream="visit/1",
    version=2,
    name="visit.made.3",
    recorded_at=datetime(2017, 4, 25, 8, tzinfo=UTC),
    actor="officer/wang",
    command_id="command-1",
    request_hash="ab" * 32,
    causation="",
    fact=VisitMade("li", 120),
)


def body(**changed: Any) -> bytes:
    return canonical.written(canonical.read(MAPPER.write(ENTRY)) | changed)


def row(**changed: Any) -> RawEntry:
    return (7, "visit/1", 2, "visit.made.3", ENTRY.recorded_at, body(**changed))


def test_a_stored_event_is_stream_version_published_name_and_bytes() -> None:
    stored = MAPPER.to_stored_event(Entry(ENTRY))
    assert (stored.originator_id, stored.originator_version, stored.topic) == ("visit/1", 2, "visit.made.3")
    assert stored.state == body()
    assert MAPPER.to_domain_event(stored) == Entry(ENTRY)
    assert (Entry(ENTRY).originator_id, Entry(ENTRY).originator_version) == ("visit/1", 2)


def test_what_is_not_an_entry_is_not_stored() -> None:
    with pytest.raises(TypeError):
        MAPPER.to_stored_event(StoredEvent("visit/1", 1, "visit.made.3", b""))  # type: ignore[arg-type]  # not ours


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        ("visit.made.1", {"by": "li", "hours": 2}),
        ("visit.made.2", {"visitor": "li", "hours": 2}),
        ("visit.made.3", {"visitor": "li", "minutes": 120}),
    ],
)
def test_an_old_entry_takes_every_step_to_the_newest_form(name: str, payload: dict[str, Any]) -> None:
    assert MAPPER.read(body(name=name, payload=payload)) == replace(ENTRY, name=name)


def test_an_old_name_is_never_written_again() -> None:
    with pytest.raises(ValueError, match=r"visit\.made\.1 is read as visit\.made\.3"):
        MAPPER.write(replace(ENTRY, name="visit.made.1"))


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "visit.unmade.1"},
        {"payload": {"visitor": "li"}},
        {"payload": None},
        {"recorded_at": "2017-04-25"},
        {"more": 1},
        {"version": 2.0},
        {"position": True},
        {"actor": 0.5},
        {"causation": None},
    ],
)
def test_damaged_bytes_are_unreadable(changed: dict[str, Any]) -> None:
    with pytest.raises(Unreadable):
        MAPPER.read(body(**changed))


def test_bytes_in_another_order_are_unreadable() -> None:
    with pytest.raises(Unreadable):
        MAPPER.read(body().replace(b'"actor":"officer/wang",', b"")[:-1] + b',"actor":"officer/wang"}')


@pytest.mark.parametrize(
    "changed",
    [
        {"position": 8},
        {"stream": "visit/2"},
        {"version": 3},
        {"name": "visit.made.2", "payload": {"visitor": "li", "hours": 2}},
        {"recorded_at": "2017-04-25T08:00:00.000001Z"},
        {"ledger": "340800"},
    ],
)
def test_an_entry_that_lies_elsewhere_than_its_bytes_say_is_unreadable(changed: dict[str, Any]) -> None:
    assert MAPPER.read_row("340700", row()) == ENTRY
    with pytest.raises(Unreadable, match="entry 7 of 340700"):
        MAPPER.read_row("340700", row(**changed))


def test_a_stored_event_that_lies_elsewhere_than_its_bytes_say_is_unreadable() -> None:
    stored = MAPPER.to_stored_event(Entry(ENTRY))
    with pytest.raises(Unreadable):
        MAPPER.to_domain_event(replace(stored, originator_version=9))
