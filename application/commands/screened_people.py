"""Whom a batch of a screening programme may pay: who was served, and over the target only by a decided payer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from application import streams
from application.work import Work
from domain.batches.build import Draft
from domain.money import Money
from domain.periods import Period
from domain.screenings.claims import UNDECIDED_TIER, no_more_than_claimed, payable
from domain.screenings.state import screening_id


class _Line(Protocol):
    @property
    def beneficiary(self) -> str: ...


class Asked(Protocol):
    """What has to be known of the batch."""

    @property
    def programme(self) -> str: ...
    @property
    def period(self) -> Period: ...
    @property
    def listed(self) -> Sequence[_Line]: ...


@dataclass(frozen=True, slots=True)
class Screened:
    """What screenings say of a batch's people: payers, what was claimed (fen), who is left out and who of them waits
    for a payer."""

    tiers: Mapping[str, str]
    claimed: Mapping[str, Money]
    left_out: frozenset[str]
    undecided: tuple[str, ...]

    def told(self, draft: Draft) -> Draft:
        """Return the draft with those named whose payer is undecided. Raises MoreThanClaimed."""
        no_more_than_claimed(self.claimed, draft.lines)
        if not self.undecided:
            return draft
        return replace(draft, unfunded=(*draft.unfunded, (UNDECIDED_TIER, self.undecided)))


NOBODY = Screened({}, {}, frozenset(), ())


def screened_for(ask: Asked, people: Sequence[str], *, work: Work) -> Screened:
    """Hold a batch's people against the screenings of its year and the year before, where there are any.

    A programme without a screening in the batch's year is not held back, except by what an earlier one left open.
    The append fails if a screening grows meanwhile. Raises NotServed, PayerUndecided, ClaimUnfunded.
    """
    year = ask.period.year
    loaded = [streams.screening(work, screening_id(ask.programme, each)).state for each in (year, year - 1)]
    this_year, before = loaded
    if this_year.opened is None:
        people = [who for who in people if who in before.claims]
    screenings = [each for each in loaded if each.opened is not None]
    if not screenings:
        return NOBODY
    listed = {line.beneficiary: f"listed[{row}]" for row, line in enumerate(ask.listed)}
    found = payable(screenings, people, listed)
    left_out = frozenset((*found.undecided, *found.unserved))
    return Screened(found.tiers, found.claimed, left_out, found.undecided)
