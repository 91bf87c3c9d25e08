"""The people of a batch as a page shows them: chosen, ordered and counted here, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, NamedTuple

from fastapi import Depends, Query

from api.http.values import RegionText
from application.batch_file import BatchFile
from application.listed.money import BatchLineListed
from domain.money import ZERO, Money, total
from domain.payouts.state import payout_id
from domain.regions import RegionCode

LINES_A_PAGE = 100

Order = Literal["listed", "beneficiary", "region", "tier", "amount"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was asked for of a batch's people."""

    tier: str = ""
    region: str = ""
    funded: str = ""
    beneficiary: str = ""
    order: Order = "listed"
    reverse: bool = False
    number: int = 1


class Person(NamedTuple):
    """Somebody on a batch, as the list has them; without money there is no payee and no region."""

    beneficiary: str
    payee: str | None
    region: str | None
    tier: str
    amount: Money
    funded: bool


@dataclass(frozen=True, slots=True)
class Selection:
    """The people chosen: one page of them, how many there are, and what they come to."""

    every: Sequence[Person]
    rows: Sequence[Person]
    amount: Money
    pages: int

    def listed(self, file: BatchFile) -> Iterator[BatchLineListed]:
        """Yield all of them as the list of a batch's people has them."""
        at = file.draft.entries[0].position if file.draft.entries else 0
        return (BatchLineListed(file.state.id, *person, at) for person in self.every)


def chosen(
    tier: Annotated[str, Query(max_length=60)] = "",
    region: Annotated[RegionText | None, Query()] = None,
    funded: Literal["yes", "no", ""] = "",
    beneficiary: Annotated[str, Query(max_length=60)] = "",
    order: Order = "listed",
    reverse: bool = False,
    number: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Chosen:
    """Read what is asked for out of an address."""
    return Chosen(tier, region or "", funded, beneficiary.strip(), order, reverse, number)


TheChosen = Annotated[Chosen, Depends(chosen)]


def select(file: BatchFile, asked: Chosen) -> Selection:
    """Return the people that fit, in the order asked for."""
    rows = list(filter(_condition(asked), _people(file)))
    if asked.order != "listed":
        rows.sort(key=_KEYS[asked.order])
    if asked.reverse:
        rows.reverse()
    pages = max(1, -(-len(rows) // LINES_A_PAGE))
    begin = (min(asked.number, pages) - 1) * LINES_A_PAGE
    return Selection(rows, rows[begin : begin + LINES_A_PAGE], total(row.amount for row in rows), pages)


def payout_of(file: BatchFile, beneficiary: str) -> str:
    """Name the payout that a person's line becomes."""
    opened = file.state.opened
    return payout_id(opened.programme, opened.period, beneficiary, opened.payout_kind)


def _people(file: BatchFile) -> list[Person]:
    paid = [
        Person(line.beneficiary, line.payee, line.region, line.tier, line.amount, True) for line in file.draft.lines
    ]
    without = [Person(one, None, None, tier, ZERO, False) for tier, people in file.draft.unfunded for one in people]
    return paid + without


def _condition(asked: Chosen) -> Callable[[Person], bool]:
    area = RegionCode.parse(asked.region) if asked.region else None

    def fits(row: Person) -> bool:
        return (
            (not asked.tier or row.tier == asked.tier)
            and (not asked.funded or row.funded == (asked.funded == "yes"))
            and asked.beneficiary in row.beneficiary
            and (area is None or (row.region is not None and RegionCode.parse(row.region).within(area)))
        )

    return fits


_KEYS: dict[str, Callable[[Person], Any]] = {
    "beneficiary": lambda row: row.beneficiary,
    "region": lambda row: (row.region or "", row.beneficiary),
    "tier": lambda row: row.tier,
    "amount": lambda row: row.amount.fen,
}
