"""From which lines each person is paid: the source is a property of each payment, not of the batch alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.funds.parts import Part
from domain.funds.rejections import NoMoneyOfThatLevel
from domain.funds.state import Fund, Line
from domain.money import Money, total
from domain.programmes.policy import Tier, TierShare
from domain.splits import split_table


@dataclass(slots=True)
class _Draw:
    """What is still to be had from one line while sources are worked out."""

    line: str
    left: int


class Sources:
    """Hands out one fund's available money, first document first, while a batch is being built."""

    def __init__(self, fund: Fund) -> None:
        self._fund = fund
        self._lines: dict[tuple[str, str], list[_Draw]] = {}

    def of(self, tier: Tier, amounts: Sequence[Money]) -> list[tuple[Part, ...]]:
        """Return each amount's parts by the tier's shares, exact for every person and every level.

        Raises NoMoneyOfThatLevel, when a level's lines together cannot pay its share: nothing is spread thinner.
        """
        table = split_table(amounts, [share.share for share in tier.shares])
        parts: list[list[Part]] = [[] for _ in amounts]
        for column, share in enumerate(tier.shares):
            cells = [row[column] for row in table]
            self._check(tier, share, total(cells))
            draws = self._draws(share)
            for mine, cell in zip(parts, cells, strict=True):
                _draw(draws, cell.fen, mine)
        return [tuple(mine) for mine in parts]

    def _check(self, tier: Tier, share: TierShare, asked: Money) -> None:
        available = Money(sum(draw.left for draw in self._draws(share)))
        if asked > available:
            raise NoMoneyOfThatLevel(
                "tier",
                fund=self._fund.id,
                tier=tier.name,
                level=share.level.zh,
                kind=share.kind.zh,
                available=available,
                asked=asked,
            )

    def _draws(self, share: TierShare) -> list[_Draw]:
        key = (share.level.value, share.kind.value)
        if key not in self._lines:
            lines: list[Line] = self._fund.lines_of(share.level, share.kind)
            self._lines[key] = [_Draw(line.id, line.available.fen) for line in lines]
        return self._lines[key]


def _draw(draws: list[_Draw], fen: int, parts: list[Part]) -> None:
    for draw in draws:
        if not fen:
            return
        taken = min(fen, draw.left)
        if taken:
            draw.left -= taken
            fen -= taken
            parts.append(Part(draw.line, Money(taken)))
