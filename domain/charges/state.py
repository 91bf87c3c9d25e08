"""One charge of the list as its decisions see it: every price it ever had."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from domain.charges.events import ChargeSet, FeeCollected


@dataclass(frozen=True, slots=True)
class Charge:
    """A charge; `prices` in the order they begin."""

    id: str
    prices: tuple[ChargeSet, ...] = ()

    def price_on(self, day: date) -> ChargeSet | None:
        """Return the price that holds on a day: the last that has begun, unless it has ended by then."""
        begun = [one for one in self.prices if one.valid_from <= day]
        if not begun or (begun[-1].valid_to is not None and begun[-1].valid_to < day):
            return None
        return begun[-1]


def replay(charge: str, facts: Iterable[object]) -> Charge:
    """Build the state from its history; an unknown event stops the replay."""
    state = Charge(charge)
    for fact in facts:
        match fact:
            case ChargeSet():
                state = replace(state, prices=(*state.prices, fact))
            case FeeCollected():
                continue
            case _:
                raise AssertionError(f"no event of a charge: {fact}")
    return state
