"""A tender as its decisions see it: its lots, and what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from domain.tenders.events import Lot, LotAwarded, LotFailed, TenderEvent, TenderPublished
from domain.tenders.rejections import NoSuchTender


@dataclass(frozen=True, slots=True)
class Tender:
    """One tender; `outcomes` are by lot."""

    id: str
    published: TenderPublished | None = None
    outcomes: Mapping[str, LotAwarded | LotFailed] = field(default_factory=dict)

    def lot(self, number: str) -> Lot | None:
        """Return a lot by its number."""
        lots = self.published.lots if self.published else ()
        return next((lot for lot in lots if lot.number == number), None)


def replay(tender: str, facts: Iterable[object]) -> Tender:
    """Build the state of a tender from its history; an unknown event stops the replay."""
    state = Tender(tender)
    for fact in facts:
        state = evolve(state, fact)  # type: ignore[arg-type]  # assert_never is loud about strangers
    return state


def evolve(tender: Tender, event: TenderEvent) -> Tender:
    """Return the tender after one event. Never refuses: history has already happened."""
    match event:
        case TenderPublished():
            return replace(tender, published=event)
        case LotAwarded(lot=lot) | LotFailed(lot=lot):
            return replace(tender, outcomes={**tender.outcomes, lot: event})
        case _:
            assert_never(event)


def published(tender: Tender) -> TenderPublished:
    """Return how the tender was published. Raises NoSuchTender."""
    if tender.published is None:
        raise NoSuchTender("tender_id", tender=tender.id)
    return tender.published
