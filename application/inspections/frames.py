"""Who may be drawn, as of a position: by way of the views for work, and from the log alone for whoever checks it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from application.desk import Desk
from application.lists import CASES, PAYOUTS, Where
from application.recorded import Recorded
from domain.eligibility import state as cases
from domain.inspections.events import FrameKind, InspectionOpened
from domain.inspections.frames import Frame
from domain.payouts.events import PayoutCancelled, PayoutReleased, PayoutReturnedLate
from domain.payouts.state import Stage
from domain.periods import Period, PeriodKind
from domain.regions import RegionCode

CASES_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class FrameAsked:
    """Whom a frame takes in.

    PAID: everybody with a payment of the programme, for the period or a part of it, that was not cancelled; they
    count where the newest one was paid. ENTITLED: everybody whose case stands in a month of the period and who is not
    objected to; they count where they applied. A death or a move takes nobody out: a visit may find out about it.
    """

    kind: FrameKind
    programme: str
    period: Period
    region: str

    @classmethod
    def of(cls, opened: InspectionOpened) -> FrameAsked:
        """Return what an inspection was opened over."""
        return cls(opened.frame, opened.programme, opened.period, opened.region)

    def takes_in(self, region: str) -> bool:
        """Say whether a place lies in the region."""
        return RegionCode.parse(region).within(RegionCode.parse(self.region))


def frame_at(asked: FrameAsked, position: int, *, desk: Desk) -> Frame:
    """Return the frame as of a position that the views have reached. Raises NotARegionCode, ViewBehind."""
    if asked.kind is FrameKind.PAID:
        return Frame.of(dict(_paid(asked, position, desk)))
    return Frame.of(dict(_entitled(asked, position, desk)))


def frame_from(asked: FrameAsked, entries: Iterable[Recorded[object]]) -> Frame:
    """Return the frame from a log's entries alone, up to the position it is to be as of."""
    if asked.kind is FrameKind.PAID:
        return Frame.of(_paid_in(asked, entries))
    return Frame.of(_entitled_in(asked, entries))


def periods_in(period: Period) -> tuple[Period, ...]:
    """Return the period and every shorter one that lies in it, as they are written."""
    months = list(period.months())
    year = f"{period.year:04d}"
    found = {
        PeriodKind.YEAR: [year],
        PeriodKind.HALF_YEAR: [f"{year}-H{half}" for half in (1, 2)],
        PeriodKind.QUARTER: [f"{year}-Q{quarter}" for quarter in (1, 2, 3, 4)],
        PeriodKind.MONTH: [str(month) for month in months],
    }
    every = (Period(text) for texts in found.values() for text in texts)
    return tuple(one for one in every if period.first <= one.first and one.last <= period.last)


def _paid(asked: FrameAsked, position: int, desk: Desk) -> Iterator[tuple[str, str]]:
    region = RegionCode.parse(asked.region)
    found = [
        row
        for period in periods_in(asked.period)
        for row in desk.views.rows(
            PAYOUTS, as_of=position, where=Where(programmes=(asked.programme,), regions=(region,), period=period)
        )
        if row.stage is not Stage.CANCELLED
    ]
    return ((row.beneficiary, row.region) for row in sorted(found, key=lambda row: row.released_at))


def _paid_in(asked: FrameAsked, entries: Iterable[Recorded[object]]) -> dict[str, str]:
    texts = {str(period) for period in periods_in(asked.period)}
    live: dict[str, PayoutReleased] = {}
    for entry in entries:
        fact = entry.fact
        given_up = isinstance(fact, PayoutCancelled) or (isinstance(fact, PayoutReturnedLate) and fact.to_treasury)
        if not given_up and not isinstance(fact, PayoutReleased):
            continue
        _, programme, period, *_ = entry.stream.split("/")
        if programme != asked.programme or period not in texts:
            continue
        live.pop(entry.stream, None)
        if isinstance(fact, PayoutReleased):
            live[entry.stream] = fact
    return {fact.beneficiary: fact.region for fact in live.values() if asked.takes_in(fact.region)}


def _entitled(asked: FrameAsked, position: int, desk: Desk) -> Iterator[tuple[str, str]]:
    where = Where(programmes=(asked.programme,), regions=(RegionCode.parse(asked.region),))
    ids = sorted({row.beneficiary for row in desk.views.rows(CASES, as_of=position, where=where)})
    for start in range(0, len(ids), CASES_AT_ONCE):
        names = [cases.case_id(asked.programme, one) for one in ids[start : start + CASES_AT_ONCE]]
        for stream, entries in desk.log.streams([f"case/{name}" for name in names]).items():
            facts = (entry.fact for entry in entries if entry.position <= position)
            yield from _standing(asked, cases.replay(stream.partition("/")[2], facts))


def _entitled_in(asked: FrameAsked, entries: Iterable[Recorded[object]]) -> dict[str, str]:
    known: dict[str, cases.Case] = {}
    prefix = f"case/{asked.programme}/"
    for entry in entries:
        if entry.stream.startswith(prefix):
            name = entry.stream.partition("/")[2]
            known[name] = cases.evolve(known.get(name) or cases.Case(name), entry.fact)  # type: ignore[arg-type]  # loud
    return dict(found for case in known.values() for found in _standing(asked, case))


def _standing(asked: FrameAsked, case: cases.Case) -> Iterator[tuple[str, str]]:
    if case.region and asked.takes_in(case.region) and cases.stands_in(case, asked.period):
        yield case.beneficiary, case.region
