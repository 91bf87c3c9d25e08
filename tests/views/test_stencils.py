"""What is filled in from a stencil is what the general road makes of the entry, whatever it holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from struct import unpack_from

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.recorded import Change
from application.views.registry import readers
from application.views.sheet import PAGE
from domain.catalogue import EVENTS, NAMES
from domain.funds.parts import Part
from domain.money import Money
from domain.payouts.events import PayoutReleased, PayoutSettled
from infrastructure.log.envelope import Envelope
from infrastructure.log.mapper import EntryMapper
from infrastructure.views.making import Made, Maker
from infrastructure.views.stencils import PLACES
from infrastructure.views.tables import TABLES
from tests.log.examples import example

LEDGER = "990101"
NOW = datetime(2017, 4, 25, 8, 30, 0, 250_000, UTC)

plain = st.text("ab0-_.~/<>,:%{}[]", max_size=12)
names = plain | st.text('ab%"\\\n\x7f甲…\u2028', max_size=6)
lines = st.sampled_from(("2017/p/990101/provincial/g/财社〔2016〕114号", "2017/p/990101/municipal/g/[1],%s"))
parts = st.lists(st.builds(Part, lines, st.integers(1, 3).map(Money)), max_size=3).map(tuple)
amounts = st.sampled_from((1, 80_000, 2**53 - 1)).map(Money)
days = st.sampled_from((date(2017, 4, 25), date(2016, 2, 29)))
released = st.builds(PayoutReleased, names, names, names, names, st.just("in_quota"), amounts, parts, days)
settled = st.builds(PayoutSettled, st.just("p/2017-04/1"), amounts, parts, days)


def bodies(facts: Iterable[object], *, first: int, streams: Sequence[str]) -> list[bytes]:
    """Return the bytes of one command's entries."""
    envelope = Envelope(LEDGER, "officer-chen", "release-0001", "0" * 64, "")
    changes = [Change(stream, 0, (fact,)) for stream, fact in zip(streams, facts, strict=True)]
    rows = envelope.rows(changes, EntryMapper().payload, first=first, recorded_at=NOW)
    return [body for _, _, _, body in rows]


def both(after: int, given_bodies: Sequence[bytes]) -> tuple[Made, Made]:
    """Return what the entries come to with stencils, and without."""
    return Maker(LEDGER).make(after, given_bodies), Maker(LEDGER, stencils=False).make(after, given_bodies)


def same(quick: Made, general: Made) -> bool:
    """Say whether both come to the same rows, moves and failures."""
    return (
        {kind: rows_of(packed) for kind, packed in quick.packed.items()}
        == {kind: rows_of(packed) for kind, packed in general.packed.items()}
        and quick.pages == general.pages
        and (quick.bodies, quick.failures, quick.unreadable, quick.unpacked)
        == (general.bodies, general.failures, general.unreadable, general.unpacked)
    )


def rows_of(packed: bytes) -> list[tuple[bytes | None, ...]]:
    """Return COPY's rows, sorted: how they follow each other says nothing."""
    rows, at = [], 0
    while at < len(packed):
        (columns,) = unpack_from("!h", packed, at)
        at += 2
        row: list[bytes | None] = []
        for _ in range(columns):
            (size,) = unpack_from("!i", packed, at)
            at += 4
            row.append(packed[at : at + size] if size >= 0 else None)
            at += max(size, 0)
        rows.append(tuple(row))
    return sorted(rows, key=repr)


@given(
    st.lists(st.tuples(released | settled, st.integers(1, 6)), min_size=1, max_size=6),
    st.data(),
    st.sampled_from((0, PAGE - 5, 3 * PAGE - 1)),
)
def test_what_stencils_make_of_a_batch_is_what_the_general_road_makes(
    kinds: list[tuple[object, int]], data: st.DataObject, after: int
) -> None:
    facts = [fact for fact, times in kinds for _ in range(times)]
    streams = [f"payout/{data.draw(names)}" for _ in facts]
    quick, general = both(after, bodies(facts, first=after + 1, streams=streams))
    assert same(quick, general)


@pytest.mark.parametrize("name", PLACES)
def test_entries_that_differ_in_their_places_alone_are_taken_by_one_stencil(name: str) -> None:
    kind = EVENTS[name]
    assert NAMES[kind] == name, "a name of old is written no more"
    assert kind in readers(), "a name of no view needs no stencil"
    given_ = {place: f"{place}-of-somebody" for place in PLACES[name]}
    first = example(kind)
    facts = [type(first)(**{**_fields(first), **{at: f"{text}-{n}" for at, text in given_.items()}}) for n in range(50)]
    quick, general = both(7, bodies(facts, first=8, streams=[f"payout/p/2017-04/b-{n}" for n in range(50)]))
    assert same(quick, general)
    assert quick.alike == 49, "the first of its kind takes the general road"


def _fields(fact: object) -> dict[str, object]:
    return {name: getattr(fact, name) for name in type(fact).__slots__}  # type: ignore[attr-defined]  # dataclasses


def test_entries_that_are_all_different_are_soon_left_to_the_general_road() -> None:
    facts = [PayoutSettled("p/2017-04/1", Money(n), (Part("line", Money(n)),), date(2017, 5, 2)) for n in range(1, 400)]
    quick, general = both(0, bodies(facts, first=1, streams=[f"payout/{n}" for n in range(1, 400)]))
    assert same(quick, general)
    assert not quick.alike


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda body: body.replace(b'"position":30,', b'"position":31,'), "position 31"),
        (lambda body: body.replace(b'"position":30,', b'"position":030,'), "Unreadable"),
        (lambda body: body.replace(b'"payee":"somebody', b'"payee":"\xc3somebody'), "Unreadable"),
        (lambda body: body.replace(b'"payee":"somebody', b'"payee": "somebody'), "Unreadable"),
        (lambda body: body.replace(b'"amount":"80000"', b'"amount":"080000"'), "Unreadable"),
        (lambda body: body[:-1], "Unreadable"),
    ],
)
def test_a_damaged_entry_among_like_ones_is_named_and_those_before_it_are_kept(damage, said: str) -> None:  # type: ignore[no-untyped-def]  # lambdas
    fact = PayoutReleased("p/1", "somebody", "somebody", "990101", "t", Money(80_000), (), date(2017, 5, 2))
    given_bodies = bodies([fact] * 50, first=1, streams=[f"payout/{n}" for n in range(50)])
    given_bodies[29] = damage(given_bodies[29])
    quick, general = both(0, given_bodies)
    assert same(quick, general)
    assert quick.unreadable is not None
    assert (quick.unreadable.position, quick.last) == (30, 29)
    assert said in quick.unreadable.error


def test_every_table_that_stencils_fill_is_one_of_a_view() -> None:
    fact = PayoutReleased("p/1", "a", "a", "990101", "t", Money(2), (Part("line", Money(2)),), date(2017, 5, 2))
    quick, _ = both(0, bodies([fact] * 3, first=1, streams=["payout/1", "payout/2", "payout/3"]))
    assert {TABLES[kind].name for kind in quick.packed} == {"posting", "payout_step"}
