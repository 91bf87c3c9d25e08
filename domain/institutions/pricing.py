"""What accepted service is worth: a price a unit, or a lot's whole sum prorated over the service that was bought.

Both are one rule. Service is counted in whole units (hours in minutes), and so much of it is worth its exact part,
rounded once, of everything counted up to then. What one record is worth is the difference: the records together
always come to the worth of the whole, in whatever pieces and order they were accepted, and never a fen is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.money import Money

MINUTES = 60


class ServiceUnit(StrEnum):
    """What a lot counts and pays."""

    PERSON = "person"
    MONTH = "month"
    HOUR = "hour"
    PIECE = "piece"

    @property
    def zh(self) -> str:
        """The unit's Chinese name."""
        return {"person": "人", "month": "人月", "hour": "小时", "piece": "件"}[self.value]

    @property
    def counted_in(self) -> int:
        """How many counts make one unit: hours are counted in minutes, everything else in itself."""
        return MINUTES if self is ServiceUnit.HOUR else 1


@dataclass(frozen=True, slots=True)
class Tariff:
    """`amount` for every `counts` of service."""

    amount: Money
    counts: int

    def worth(self, counts: int) -> Money:
        """Return what so many counts are worth together, rounded half up."""
        return Money((2 * self.amount.fen * counts + self.counts) // (2 * self.counts))

    def parts(self, counts: Sequence[int], *, before: int) -> Iterator[Money]:
        """Yield what each further record adds, when `before` counts were accepted already; none is negative."""
        earlier = self.worth(before)
        for more in counts:
            before += more
            later = self.worth(before)
            yield later - earlier
            earlier = later


def tariff_of(unit: ServiceUnit, *, price: Money | None, quantity: int | None, whole: Money) -> Tariff:
    """Return the tariff of a price a unit; without a price, of the `whole` sum over the `quantity` of units bought."""
    if price is not None:
        return Tariff(price, unit.counted_in)
    assert quantity, "a lot without a price says how much service is bought for its sum"
    return Tariff(whole, quantity * unit.counted_in)
