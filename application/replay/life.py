"""The life of a payout, batch, case or fund line, or of everything decided about a person, out of the log's streams."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, cast

from application.desk import Desk
from application.lists import CASES, REFUSALS, Where
from application.queries import UnknownId
from application.recorded import Recorded
from application.replay.steps import LifeStep, effective_day, told
from domain.batches import events as batches
from domain.beneficiaries.events import DeathRecorded, MovedAway
from domain.eligibility.events import CaseGranted, CaseReopened
from domain.funds.events import FundsAllocated
from domain.funds.parts import fund_of, line_id
from domain.notices import events as notices
from domain.payouts.events import PayoutRecoveryOrdered, PayoutReleased
from domain.refusals.events import CommandRefused

AT_ONCE = 500
"""Refusals looked through at a time."""
_OF_SOME_PAYMENTS = (
    batches.BankResultPosted,
    batches.LateReturnsPosted,
    batches.PayoutsReissued,
    batches.PayoutsCancelled,
)
Entry = Recorded[object]


@dataclass(frozen=True, slots=True)
class Life:
    """What happened to a thing, in the order recorded. Ask on with `after` = `next_after`; None says that is all.

    `related` are the streams of other things it has to do with (and fund lines, as `line/…`).
    """

    thing: str
    steps: tuple[LifeStep, ...]
    related: tuple[str, ...]
    next_after: int | None


@dataclass(frozen=True, slots=True)
class _Found:
    """Entries of a life in any order, the things whose kept refusals belong to it, and what else it has to do with."""

    entries: Sequence[Entry]
    about: frozenset[str]
    related: Iterable[str] = ()
    line: str = ""


@dataclass(frozen=True, slots=True)
class _Asked:
    name: str
    desk: Desk
    as_of: int
    effective: date | None

    def stream(self, stream: str) -> list[Entry]:
        """Return what was known of a stream as of then."""
        return [entry for entry in self.desk.log.stream(stream) if entry.position <= self.as_of]

    def own(self, kind: str) -> list[Entry]:
        """Return the thing's own stream. Raises UnknownId."""
        found = self.stream(f"{kind}/{self.name}")
        if not found:
            raise UnknownId(f"{kind}/{self.name}")
        return found


def life(
    thing: str,
    *,
    desk: Desk,
    as_of: int,
    effective: date | None = None,
    refusals: bool = True,
    after: int = 0,
    limit: int = 100,
) -> Life:
    """Tell the life of `payout/…`, `batch/…`, `case/…`, `line/…` or `beneficiary/…` as of both times.

    Without `refusals` the refusals kept about it are left out. Raises UnknownId.
    """
    kind, _, name = thing.partition("/")
    if kind not in _LIVES:
        raise UnknownId(thing)
    asked = _Asked(name, desk, as_of, effective)
    found = _LIVES[kind](asked)
    entries = {entry.position: entry for entry in found.entries}
    if refusals:
        entries |= {entry.position: entry for entry in _refused(asked, found.about)}
    counting = (
        entries[position]
        for position in sorted(entries)
        if position > after and (effective is None or effective_day(entries[position]) <= effective)
    )
    page = list(islice(counting, limit + 1))
    following = page[limit - 1].position if len(page) > limit else None
    streams = {entry.stream for entry in entries.values()}
    steps = told(page[:limit], desk=desk, streams=streams, line=found.line)
    return Life(thing, steps, tuple(sorted({*found.related} - {thing})), following)


def _of_batch(asked: _Asked) -> _Found:
    """A batch: its own steps, what its funds and agreements recorded of it."""
    own = asked.own("batch")
    lines = {part.line for entry in own if isinstance(entry.fact, batches.BatchSubmitted) for part in entry.fact.parts}
    listed = [line for entry in own if isinstance(entry.fact, batches.BatchLinesListed) for line in entry.fact.lines]
    funds = sorted({f"fund/{fund_of(line)}" for line in lines})
    payers = sorted({f"agreement/{line.payee}" for line in listed if line.payee != line.beneficiary})
    beside = [
        entry
        for stream in (*funds, *payers)
        for entry in asked.stream(stream)
        if getattr(entry.fact, "batch_id", "") == asked.name
    ]
    return _Found(
        [*own, *beside],
        frozenset({f"batch/{asked.name}"}),
        (*funds, *payers, *(f"line/{line}" for line in lines)),
    )


def _of_payout(asked: _Asked) -> _Found:
    """A payout: the grant it rests on, the steps of its batches that concern it, its own, its recoveries."""
    own = asked.own("payout")
    commands = {entry.command_id for entry in own}
    released = [(entry.position, entry.fact) for entry in own if isinstance(entry.fact, PayoutReleased)]
    person = released[0][1].beneficiary if released else ""
    streams = dict.fromkeys(f"batch/{fact.batch_id}" for _, fact in released)
    steps = [entry for stream in streams for entry in asked.stream(stream) if _concerns(entry, person, commands)]
    recoveries = [
        f"recovery/{entry.fact.recovery_id}" for entry in own if isinstance(entry.fact, PayoutRecoveryOrdered)
    ]
    steps += [entry for stream in recoveries for entry in asked.stream(stream)]
    case = f"case/{asked.name.partition('/')[0]}/{person}"
    grants = [entry for entry in asked.stream(case) if isinstance(entry.fact, CaseGranted)]
    steps += [entry for entry in grants if released and entry.position < released[0][0]][-1:]
    lines = {f"line/{part.line}" for _, fact in released for part in fact.parts}
    return _Found(
        [*own, *steps],
        frozenset({f"payout/{asked.name}", *recoveries}),
        (*streams, *recoveries, *lines, case, f"beneficiary/{person}"),
    )


def _of_case(asked: _Asked) -> _Found:
    """A case: its own steps, what its notices recorded of the person, and what ended it (a death, a move)."""
    own = asked.own("case")
    programme, _, person = asked.name.partition("/")
    commands = {entry.command_id for entry in own}
    named = {entry.fact.notice_id for entry in own if isinstance(entry.fact, CaseGranted | CaseReopened)}
    posted, payouts = _of_the_person(asked, person, programme)
    streams = [f"notice/{notice}" for notice in sorted(named | posted)]
    beside = [entry for stream in streams for entry in _of_programme(asked.stream(stream), programme, person)]
    beside += [
        entry
        for entry in asked.stream(f"beneficiary/{person}")
        if entry.command_id in commands or isinstance(entry.fact, DeathRecorded | MovedAway)
    ]
    seen = {entry.stream for entry in beside}
    return _Found(
        [*own, *beside],
        frozenset({f"case/{asked.name}"}),
        (*(stream for stream in streams if stream in seen), *payouts, f"beneficiary/{person}"),
    )


def _of_person(asked: _Asked) -> _Found:
    """A person: what was registered of them, and every case of theirs, decisions and all."""
    own = asked.own("beneficiary")
    rows = asked.desk.views.rows(CASES, as_of=asked.as_of, where=Where(beneficiary=asked.name))
    cases = [f"case/{row.case}" for row in rows]
    steps = [entry for stream in cases for entry in asked.stream(stream)]
    _, payouts = _of_the_person(asked, asked.name, "")
    return _Found([*own, *steps], frozenset({f"beneficiary/{asked.name}", *cases}), (*cases, *payouts))


def _of_line(asked: _Asked) -> _Found:
    """A fund line: whatever brought money to it, set it aside, took it out or put it back."""
    fund = f"fund/{fund_of(asked.name)}"
    own = [entry for entry in asked.stream(fund) if _names_line(entry, asked.name)]
    if not own:
        raise UnknownId(f"line/{asked.name}")
    batches_ = {f"batch/{entry.fact.batch_id}" for entry in own if hasattr(entry.fact, "batch_id")}
    return _Found(own, frozenset(), (fund, *batches_), asked.name)


_LIVES: Mapping[str, Callable[[_Asked], _Found]] = {
    "batch": _of_batch,
    "payout": _of_payout,
    "case": _of_case,
    "beneficiary": _of_person,
    "line": _of_line,
}
KINDS = tuple(_LIVES)
"""What has a life."""


def _concerns(entry: Entry, person: str, commands: Collection[str]) -> bool:
    """Say whether a batch's step concerns a payment: those of some payments only when they were made with its own."""
    match entry.fact:
        case batches.BatchLinesListed(lines=lines):
            return any(line.beneficiary == person for line in lines)
        case batches.BatchUnfundedListed(beneficiaries=people):
            return person in people
        case fact:
            return entry.command_id in commands or not isinstance(fact, _OF_SOME_PAYMENTS)


def _of_programme(entries: Sequence[Entry], programme: str, person: str) -> Iterator[Entry]:
    """Yield what a notice of the programme says of a person."""
    if not any(isinstance(one.fact, notices.NoticePublished) and one.fact.programme == programme for one in entries):
        return
    for entry in entries:
        match entry.fact:
            case notices.NoticeListed(beneficiaries=people) if person not in people:
                continue
            case notices.ObjectionRaised(beneficiary=who) | notices.ObjectionSettled(beneficiary=who) if who != person:
                continue
            case _:
                yield entry


def _of_the_person(asked: _Asked, person: str, programme: str) -> tuple[set[str], list[str]]:
    """Return the notices that name a person, and their payouts (of a programme), as the registers have them."""
    rows = asked.desk.views.person_file(person, as_of=asked.as_of)
    posted = {cast("Any", one.row).notice for one in rows if one.table == "notice_person"}
    paid = {f"payout/{cast('Any', one.row).payout}" for one in rows if one.table == "payout_step"}
    return posted, sorted(one for one in paid if one.startswith(f"payout/{programme}"))


def _names_line(entry: Entry, line: str) -> bool:
    fact: Any = entry.fact
    if isinstance(fact, FundsAllocated):
        fund = entry.stream.partition("/")[2]
        return any(line == line_id(fund, share.level, share.kind, fact.document) for share in fact.shares)
    named = (getattr(fact, "line", ""), *(part.line for part in getattr(fact, "parts", ())))
    return line in named


def _refused(asked: _Asked, about: frozenset[str]) -> Iterator[Entry]:
    """Yield the refusals kept about any of these things: few, so they are looked through, some at a time."""
    if not about:
        return
    rows = iter(asked.desk.views.rows(REFUSALS, as_of=asked.as_of))
    while some := list(islice(rows, AT_ONCE)):
        streams = dict.fromkeys(f"refusal/{row.command_id}" for row in some)
        for entries in asked.desk.log.streams(list(streams)).values():
            for entry in entries:
                fact = entry.fact
                if isinstance(fact, CommandRefused) and entry.position <= asked.as_of and about & set(fact.about):
                    yield entry
