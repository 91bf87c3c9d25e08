"""A batch as a file on a desk: each version that was submitted, who did what to it, what a new version changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from application.recorded import Recorded
from domain.batches import events as batches
from domain.batches.events import BatchLine, BatchOpened, BatchSentBack, BatchSubmitted
from domain.batches.state import Batch, Stage, replay
from domain.funds.parts import Part, sum_by_line
from domain.levels import FundKind, GovernmentLevel
from domain.money import ZERO, Money, total
from domain.programmes.policy import ApprovalStep

Entry = Recorded[object]
Source = tuple[GovernmentLevel, FundKind]

_DAYS = (
    "opened_on",
    "submitted_on",
    "approved_on",
    "sent_back_on",
    "value_date",
    "posted_on",
    "cancelled_on",
    "closed_on",
)


@dataclass(frozen=True, slots=True)
class TierSources:
    """What one tier pays, to how many people, out of which level's and kind's money."""

    tier: str
    people: int
    amount: Money
    by: Mapping[Source, Money]


@dataclass(frozen=True)
class Draft:
    """One version of a batch: its payments, the people without money by tier, and what became of it."""

    opened: BatchOpened
    lines: tuple[BatchLine, ...] = ()
    unfunded: tuple[tuple[str, tuple[str, ...]], ...] = ()
    submitted: BatchSubmitted | None = None
    entries: tuple[Entry, ...] = ()
    """Submission, approvals and sending back, in their order."""

    @property
    def sent_back(self) -> BatchSentBack | None:
        """How it was sent back; None when it was not."""
        last = self.entries[-1].fact if self.entries else None
        return last if isinstance(last, BatchSentBack) else None

    @cached_property
    def amount(self) -> Money:
        """What it pays altogether."""
        return total(line.amount for line in self.lines)

    @cached_property
    def people_unfunded(self) -> int:
        """How many stand in it without money."""
        return sum(len(people) for _tier, people in self.unfunded)

    @cached_property
    def sources(self) -> Mapping[Source, Money]:
        """Out of whose money it is paid, by level and kind."""
        return by_source(self.submitted.parts if self.submitted else _parts(self.lines))

    @cached_property
    def tiers(self) -> tuple[TierSources, ...]:
        """Its sources, tier by tier, in the order of the list."""
        return sources_by_tier(self.lines)


@dataclass(frozen=True, slots=True)
class Change:
    """One person's payment in two versions; None: not in that version."""

    before: BatchLine | None
    now: BatchLine | None

    @property
    def beneficiary(self) -> str:
        """Whose it is."""
        line = self.now or self.before
        assert line is not None, "one of the two is there"
        return line.beneficiary


@dataclass(frozen=True)
class BatchFile:
    """A batch with all its versions; `later` is what happened after the last one was approved."""

    state: Batch
    drafts: tuple[Draft, ...]
    later: tuple[Entry, ...]

    @property
    def draft(self) -> Draft:
        """The version that counts: the last one."""
        return self.drafts[-1]

    @property
    def steps_to_come(self) -> Sequence[ApprovalStep]:
        """The approval steps that are not taken yet; none for a batch that is sent back."""
        chain, done = self.state.opened.approval_chain, len(self.state.approvals)
        return chain[done:] if self.state.stage is Stage.SUBMITTED else ()

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What the last version says otherwise than the one that was sent back before it; empty for a first one."""
        if len(self.drafts) < 2:
            return ()
        before = {line.beneficiary: line for line in self.drafts[-2].lines}
        now = {line.beneficiary: line for line in self.draft.lines}
        both = [Change(before[one], line) for one, line in now.items() if one in before and before[one] != line]
        gone = [Change(line, None) for one, line in before.items() if one not in now]
        new = [Change(None, line) for one, line in now.items() if one not in before]
        return (*new, *gone, *both)

    @cached_property
    def acted(self) -> Mapping[str, str]:
        """Who has a hand in the version that counts, and as what: they may take no other step of it."""
        hands = {approval.approved_by: approval.step.value for approval in self.state.approvals}
        built = (self.state.opened.opened_by, self.draft.submitted.submitted_by if self.draft.submitted else "")
        return {**hands, **{who: "builder" for who in built if who}}


def file_of(batch_id: str, entries: Iterable[Entry], *, effective: date | None = None) -> BatchFile | None:
    """Return a batch's file as its entries tell it, those counting up to a day; None when it has none."""
    told = list(_counting(entries, effective))
    while told and not isinstance(told[0].fact, BatchOpened):
        told = told[1:]
    state = replay(batch_id, (entry.fact for entry in told))
    if state is None:
        return None
    drafts: list[Draft] = []
    later: list[Entry] = []
    for entry in told:
        match entry.fact:
            case BatchOpened() as opened:
                drafts.append(Draft(opened))
            case batches.BatchLinesListed(lines=lines):
                drafts[-1] = replace(drafts[-1], lines=(*drafts[-1].lines, *lines))
            case batches.BatchUnfundedListed(tier=tier, beneficiaries=people):
                drafts[-1] = replace(drafts[-1], unfunded=(*drafts[-1].unfunded, (tier, people)))
            case BatchSubmitted() as submitted:
                drafts[-1] = replace(drafts[-1], submitted=submitted, entries=(entry,))
            case batches.BatchApproved() | BatchSentBack():
                drafts[-1] = replace(drafts[-1], entries=(*drafts[-1].entries, entry))
            case _:
                later.append(entry)
    return BatchFile(state, tuple(drafts), tuple(later))


def sources_by_tier(lines: Iterable[BatchLine]) -> tuple[TierSources, ...]:
    """Add payments up by tier, and within it by level and kind of the money."""
    by_tier: dict[str, list[BatchLine]] = {}
    for line in lines:
        by_tier.setdefault(line.tier, []).append(line)
    return tuple(
        TierSources(tier, len(paid), total(line.amount for line in paid), by_source(_parts(paid)))
        for tier, paid in by_tier.items()
    )


def by_source(parts: Iterable[Part]) -> dict[Source, Money]:
    """Add parts up by the level and kind of their lines, from the top level down."""
    sums: dict[Source, Money] = {}
    for part in sum_by_line(parts):  # ten thousand payments come out of a handful of lines
        source = source_of(part.line)
        sums[source] = sums.get(source, ZERO) + part.amount
    return {source: sums[source] for source in in_order(sums)}


def in_order(sources: Iterable[Source]) -> list[Source]:
    """Return sources from the top level down, and kinds as they are declared."""
    levels, kinds = list(GovernmentLevel), list(FundKind)
    return sorted(sources, key=lambda source: (levels.index(source[0]), kinds.index(source[1])))


def source_of(line: str) -> Source:
    """Return whose money a fund line is and of which kind; its name says so."""
    level, kind = line.split("/", 5)[3:5]
    return GovernmentLevel(level), FundKind(kind)


def day_of(fact: object) -> date | None:
    """Return the day an entry of a batch counts from; None for a page of a list, which counts with what it is in."""
    found = next((day for name in _DAYS if (day := getattr(fact, name, None)) is not None), None)
    assert found is None or isinstance(found, date)
    return found


def _counting(entries: Iterable[Entry], effective: date | None) -> Iterable[Entry]:
    """Yield the entries that count up to a day; the pages of a list count from the day their batch was opened."""
    day: date | None = None
    for entry in entries:
        day = day_of(entry.fact) or day
        if effective is None or day is None or day <= effective:
            yield entry


def _parts(lines: Iterable[BatchLine]) -> Iterable[Part]:
    return (part for line in lines for part in line.parts)
