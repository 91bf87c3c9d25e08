"""A sample is drawn once, from what was fixed before, by a seed that was settled before; drawn again it is the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from application.commands.inspections import BindSeed, DrawSample, OpenInspection
from application.commands.visits import PlanVisits
from application.inspections.frames import FrameAsked, frame_at, frame_from
from application.inspections.redrawing import redraw
from application.lists import INSPECTIONS, SAMPLES
from domain.dates import BeforeItsCause
from domain.inspections.events import ByConfidence, ByShare, FrameKind, SampleListed
from domain.inspections.rejections import (
    FrameDiffers,
    InspectionExists,
    LessThanATenth,
    NobodyInFrame,
    NoSampleYet,
    NoSuchInspection,
    NotASeed,
    PositionNotReached,
    SampleDrawnAlready,
    SeedMissing,
    SeedNotSealedYet,
    SeedSetAlready,
    TooManyEntriesLater,
)
from domain.periods import Period
from domain.programmes.rejections import NoSuchProgramme
from domain.rejected import Rejected
from tests.support.inspections import (
    DRAWN,
    INSPECTION,
    INSPECTOR,
    OPENED,
    SEED,
    TENTH,
    TOWNS,
    drawn,
    opened,
    townspeople_paid,
)
from tests.support.office import AREA
from tests.support.stories import MEDICINE, YEAR
from tests.use_cases.inspection_stories import NAMED, PLAN, drawn_people

OPENING: dict[str, Any] = NAMED | {
    "programme": MEDICINE,
    "period": YEAR,
    "region": AREA,
    "frame": FrameKind.PAID,
    "as_of": None,
    "method": TENTH,
    "seed": SEED,
    "on": OPENED,
}


def test_of_each_township_and_of_the_whole_a_tenth_is_drawn() -> None:
    office = townspeople_paid()
    people = drawn(office)
    [listed] = office.views.rows(INSPECTIONS)
    assert (listed.people, listed.drawn, listed.stage, listed.seed) == (25, 5, "drawn", SEED)
    assert [row.region for row in office.views.rows(SAMPLES)] == sorted(TOWNS)
    assert {row.beneficiary for row in office.views.rows(SAMPLES)} == set(people) <= set(office.people)
    assert redraw(INSPECTION, desk=office.desk).equal


@pytest.mark.parametrize("kind", list(FrameKind))
def test_the_frame_of_the_views_is_the_frame_of_the_log_at_every_position(kind: FrameKind) -> None:
    office = townspeople_paid(10)
    entries = office.entries()
    office.desk.views_now()
    for region in (AREA, TOWNS[0]):
        asked = FrameAsked(kind, MEDICINE, YEAR, region)
        for position in range(1, len(entries) + 1, 7):
            assert frame_at(asked, position, desk=office.desk) == frame_from(asked, entries[:position])
    assert len(frame_from(FrameAsked(kind, MEDICINE, Period("2017"), TOWNS[0]), entries).people) == 2


def test_what_happens_after_the_frame_was_fixed_changes_nothing_about_it() -> None:
    office = townspeople_paid()
    head = office.desk.log.head()
    opened(office, as_of=head - 1)
    office.asks(DrawSample, by=INSPECTOR, inspection_id=INSPECTION, on=DRAWN)
    [listed] = office.views.rows(INSPECTIONS)
    assert listed.entries_to == head - 1
    assert redraw(INSPECTION, desk=office.desk).equal


def test_by_confidence_all_of_a_small_frame_are_drawn() -> None:
    office = townspeople_paid()
    assert len(drawn(office, method=ByConfidence(Fraction(19, 20), Fraction(1, 20)))) == 25


def test_where_the_whole_wants_more_than_the_townships_more_are_drawn() -> None:
    office = townspeople_paid()
    assert len(drawn(office, method=ByShare(Fraction(1, 10), Fraction(2, 5)))) == 10
    assert redraw(INSPECTION, desk=office.desk).equal


@pytest.mark.parametrize(
    ("rule", "facts"),
    [
        (NoSuchProgramme, {"programme": "nothing"}),
        (NobodyInFrame, {"region": "990102"}),
        (NobodyInFrame, {"period": Period("2016")}),
        (PositionNotReached, {"as_of": 10**9}),
        (LessThanATenth, {"method": ByShare(Fraction(1, 11), Fraction(1, 10))}),
        (NotASeed, {"seed": "short"}),
        (NotASeed, {"seed": "99010119800101001X99"}),
    ],
)
def test_an_inspection_over_nothing_or_by_no_method_is_refused(rule: type[Rejected], facts: dict[str, Any]) -> None:
    townspeople_paid(5).is_refused(rule, OpenInspection, by=INSPECTOR, **(OPENING | facts))


def test_an_inspection_is_opened_once_and_drawn_once() -> None:
    office = townspeople_paid(5)
    office.is_refused(NoSuchInspection, DrawSample, by=INSPECTOR, on=DRAWN, **NAMED)
    opened(office)
    office.is_refused(InspectionExists, OpenInspection, by=INSPECTOR, **OPENING)
    office.is_refused(BeforeItsCause, DrawSample, by=INSPECTOR, on=date(2017, 5, 31), **NAMED)
    office.is_refused(NoSampleYet, PlanVisits, by=INSPECTOR, beneficiaries=office.people[:1], **PLAN)
    office.asks(DrawSample, by=INSPECTOR, on=DRAWN, **NAMED)
    office.is_refused(SampleDrawnAlready, DrawSample, by=INSPECTOR, on=DRAWN, **NAMED)


def test_a_seed_is_settled_once_and_a_bound_one_waits_for_the_seal() -> None:
    office = townspeople_paid(5)
    opened(office, seed="")
    office.is_refused(SeedMissing, DrawSample, by=INSPECTOR, on=DRAWN, **NAMED)
    many = {"entries_later": 10**6 + 1, "on": DRAWN}
    office.is_refused(TooManyEntriesLater, BindSeed, by=INSPECTOR, **many, **NAMED)
    office.asks(BindSeed, by=INSPECTOR, entries_later=2, on=DRAWN, **NAMED)
    office.is_refused(SeedSetAlready, BindSeed, by=INSPECTOR, entries_later=2, on=DRAWN, **NAMED)
    office.is_refused(SeedNotSealedYet, DrawSample, by=INSPECTOR, on=DRAWN, **NAMED)


def test_a_seed_that_was_chosen_cannot_be_bound_afterwards() -> None:
    office = townspeople_paid(5)
    opened(office)
    office.is_refused(SeedSetAlready, BindSeed, by=INSPECTOR, entries_later=0, on=DRAWN, **NAMED)


def test_drawing_again_names_what_is_not_as_recorded() -> None:
    office = townspeople_paid()
    opened(office)
    work = {"by": INSPECTOR, **NAMED, "on": DRAWN}
    office.asks(DrawSample, **work)
    forged = office.desk.log
    sampled = next(entry.fact for entry in office.entries() if isinstance(entry.fact, SampleListed))
    swapped = next(person for person in office.people if person not in drawn_people(office))
    people = (replace(sampled.people[0], beneficiary=swapped), *sampled.people[1:])
    falsified = replace(office.desk, log=_Altered(forged, sampled, replace(sampled, people=people)))
    told = redraw(INSPECTION, desk=falsified)
    assert told.differences == ("sample",)
    assert (told.missing, told.surplus) == ((sampled.people[0].beneficiary,), (swapped,))


def test_nothing_is_drawn_from_a_frame_that_is_not_the_one_recorded() -> None:
    office = townspeople_paid()
    opened(office)
    log = office.desk.log
    begun = log.stream(f"inspection/{INSPECTION}")[0].fact
    office.desk = replace(office.desk, log=_Altered(log, begun, replace(begun, frame_sha256="0" * 64)))  # type: ignore[type-var]  # the opening
    office.is_refused(FrameDiffers, DrawSample, by=INSPECTOR, on=DRAWN, **NAMED)


class _Altered:
    """A log in which somebody changed one entry, as a superuser could."""

    def __init__(self, log: Any, was: object, now: object) -> None:
        self._log, self._was, self._now = log, was, now

    def __getattr__(self, name: str) -> Any:
        return getattr(self._log, name)

    def stream(self, stream: str) -> Any:
        return [self._changed(entry) for entry in self._log.stream(stream)]

    def recalled(self, stream: str) -> Any:
        return None

    def _changed(self, entry: Any) -> Any:
        return replace(entry, fact=self._now) if entry.fact == self._was else entry
