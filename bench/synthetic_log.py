"""A ledger's log of any length, made up but lawful: programmes, funds, people, cases, and batch after batch.

Most entries are payouts released and settled, as in a county's log; a few are returned, reissued or cancelled, a few
recovered. Nothing is random, so two runs write the same facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import islice

import psycopg

from application.recorded import Change, Recorded
from bench import synthetic_batch as paying
from domain.beneficiaries.events import BeneficiaryRegistered
from domain.catalogue import NAMES
from domain.eligibility import events as cases
from domain.facts import Fact, Outcome
from domain.funds import events as funds
from domain.levels import FundKind, GovernmentLevel
from domain.notices import events as notices
from domain.periods import Month, PeriodKind
from domain.programmes import events as programmes
from domain.programmes import policy as rules
from infrastructure.log.envelope import Envelope
from infrastructure.log.mapper import EntryMapper

_COPY = """
COPY subsidy.entry (ledger, position, stream, version, name, recorded_at, body) FROM STDIN (FORMAT binary)
"""
PAGE = 200
"""People on one page of a list."""

Told = tuple[str, object, date]
"""A stream, what happened in it, and the day."""


@dataclass(frozen=True, slots=True)
class Size:
    """How a log is laid out: so many programmes, each paying so many people every month from `year` on."""

    programmes: int
    people: int
    year: int = 2017

    @classmethod
    def for_entries(cls, entries: int) -> Size:
        """Return a layout in which such a log is mostly payouts."""
        return cls(programmes=2 if entries < 50_000 else 4, people=max(4, min(2000, entries // 60)))


def story(size: Size) -> Iterator[Told]:
    """Yield what happens, without an end: the openings, then one batch a programme and month."""
    for programme in range(size.programmes):
        yield from _opened(f"programme-{programme}", size)
    year = size.year
    while True:
        for programme in range(size.programmes):
            yield from _allocated(f"programme-{programme}", year, size)
        for month in range(1, 13):
            for programme in range(size.programmes):
                yield from paying.batch(f"programme-{programme}", people_of(programme, size), year, month)
        year += 1


def people_of(programme: int, size: Size) -> list[str]:
    """Return the ids of a programme's people."""
    return [f"b-{programme:02d}-{number:010d}" for number in range(size.people)]


def recorded(told: Iterable[Told], ledger: str) -> Iterator[Recorded[object]]:
    """Put what was told into the log's order, as entries: the log in memory."""
    versions: dict[str, int] = {}
    instant = datetime(2000, 1, 1, tzinfo=UTC)
    for position, (stream, fact, day) in enumerate(told, 1):
        version = versions[stream] = versions.get(stream, 0) + 1
        instant = max(instant, datetime(day.year, day.month, day.day, 1, tzinfo=UTC))
        yield Recorded(
            ledger, position, stream, version, NAMES[type(fact)], instant, "officer-li",
            f"command-{position // 1000}", "0" * 64, "", fact,
        )  # fmt: skip


def write(conninfo: str, ledger: str, entries: int, *, size: Size | None = None) -> None:
    """Fill an empty, opened ledger with so many entries by binary COPY, as the owner of the tables."""
    told = islice(story(size or Size.for_entries(entries)), entries)
    write_entries(conninfo, recorded(told, ledger))


def write_entries(conninfo: str, log: Iterable[Recorded[object]]) -> int:
    """Write entries into their empty ledger as they are, and return how many; their ledger must be opened."""
    mapper, last, head, ledger = EntryMapper(), 0, datetime(2000, 1, 1, tzinfo=UTC), ""
    with psycopg.connect(conninfo) as connection:
        with connection.cursor().copy(_COPY) as copy:
            copy.set_types(["text", "int8", "text", "int4", "text", "timestamptz", "bytea"])
            for entry in log:
                copy.write_row(
                    (entry.ledger, entry.position, entry.stream, entry.version, entry.name, entry.recorded_at,
                     body_of(mapper, entry))
                )  # fmt: skip
                last, head, ledger = entry.position, entry.recorded_at, entry.ledger
        connection.execute(
            "update subsidy.ledger_head set last_position = %s, last_recorded_at = %s where ledger = %s",
            (last, head, ledger),
        )
    return last


def body_of(mapper: EntryMapper, entry: Recorded[object]) -> bytes:
    """Return an entry's bytes as the log would have made them."""
    envelope = Envelope(entry.ledger, entry.actor, entry.command_id, entry.request_hash, entry.causation)
    change = Change(entry.stream, entry.version - 1, (entry.fact,))
    (row,) = envelope.rows([change], mapper.payload, first=entry.position, recorded_at=entry.recorded_at)
    return row[3]


def _opened(programme: str, size: Size) -> Iterator[Told]:
    day, number = date(size.year - 1, 12, 1), int(programme.rpartition("-")[2])
    opened = programmes.ProgrammeOpened(
        "药费补助", "Medicine subsidy", programmes.PayeeKind.PERSON, programmes.DecidingBody.FEDERATION,
        PeriodKind.MONTH, "残补",
    )  # fmt: skip
    yield f"programme/{programme}", opened, day
    yield f"programme/{programme}", programmes.PolicyPublished(_policy(day, size)), day
    target = programmes.TargetAssigned(size.year, GovernmentLevel.MUNICIPAL, "", size.people, "残联〔2016〕9号", day)
    yield f"programme/{programme}", target, day
    people = people_of(number, size)
    fact = (Fact("disability_level", "1", "certificate", day), Fact("low_income", "yes", "civil_affairs", day))
    for person in people:
        yield f"beneficiary/{person}", BeneficiaryRegistered(f"{paying.REGION}001001", "c" * 64, fact, day), day
        applied = cases.CaseApplied(f"{paying.REGION}001001", day, "officer-wu", fact)
        yield f"case/{programme}/{person}", applied, day
        reviewed = cases.CaseReviewed(GovernmentLevel.COUNTY, "officer-zhao", day, True, "属实")
        yield f"case/{programme}/{person}", reviewed, day
    yield from _granted(programme, people, fact, day)


def _granted(programme: str, people: Sequence[str], fact: tuple[Fact, ...], day: date) -> Iterator[Told]:
    notice, closes = f"notice/{programme}-1", day + timedelta(days=9)
    yield notice, notices.NoticePublished(
        programme, paying.REGION, "村务公开栏", "0990-1234567", day, 7, closes, len(people)
    ), day  # fmt: skip
    for page, start in enumerate(range(0, len(people), PAGE), 1):
        yield notice, notices.NoticeListed(page, tuple(people[start : start + PAGE])), day
    day = closes + timedelta(days=1)
    yield notice, notices.NoticeConcluded(day), day
    outcomes = (Outcome("第五条", True, "disability_level=1"),)
    for person in people:
        yield f"case/{programme}/{person}", cases.CaseGranted(
            1, fact, outcomes, paying.AMOUNT, Month.of(day).next(), f"{programme}-1", "officer-sun", day
        ), day  # fmt: skip


def _policy(day: date, size: Size) -> rules.Policy:
    shares = (
        rules.TierShare(GovernmentLevel.PROVINCIAL, FundKind.GENERAL_BUDGET, Fraction(4, 5)),
        rules.TierShare(GovernmentLevel.MUNICIPAL, FundKind.GENERAL_BUDGET, Fraction(1, 5)),
    )
    return rules.Policy(
        1, day, "残联〔2016〕9号",
        rules.FactAmong("disability_level", ("1", "2"), "第五条", "残疾等级为一级或二级", "level 1 or 2"),
        (rules.Standard("", "", paying.AMOUNT, "第六条"),), rules.StandardUnit.PERIOD,
        (rules.Tier(paying.IN_QUOTA, size.people // 2, None, shares),
         rules.Tier(paying.OVER_QUOTA, None, None, (rules.TierShare(
             GovernmentLevel.MUNICIPAL, FundKind.GENERAL_BUDGET, Fraction(1)),))),
        (), 7, (GovernmentLevel.COUNTY,), tuple(rules.ApprovalStep), rules.Deadlines(3, 10, 3, 10), (),
    )  # fmt: skip


def _allocated(programme: str, year: int, size: Size) -> Iterator[Told]:
    day, whole = date(year, 1, 2), paying.AMOUNT * (size.people * 13)
    shares = tuple(
        funds.LevelShare(level, FundKind.GENERAL_BUDGET, whole)
        for level in (GovernmentLevel.PROVINCIAL, GovernmentLevel.MUNICIPAL)
    )
    yield f"fund/{year}/{programme}/{paying.REGION}", funds.FundsAllocated(paying.document(year), shares, day), day
