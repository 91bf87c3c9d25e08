"""How an amount was worked out, line by line, as a decision keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction


class WorkingStep(StrEnum):
    """What a line does."""

    FIXED_AMOUNT = "fixed_amount"
    FACT_AMOUNT = "fact_amount"
    BASE_AMOUNT = "base_amount"
    SHARE_OF = "share_of"
    GAP_TO = "gap_to"
    RAISED_BY = "raised_by"
    MINIMUM_RATE = "minimum_rate"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ROUNDED = "rounded"

    @property
    def zh(self) -> str:
        """Its Chinese name."""
        return _CHINESE[self.value]


_CHINESE = {
    "fixed_amount": "定额",
    "fact_amount": "登记的金额",
    "base_amount": "基数",
    "share_of": "按比例",
    "gap_to": "与基数的差额",
    "raised_by": "标准上浮",
    "minimum_rate": "最低档代缴",
    "at_least": "不低于",
    "at_most": "不超过",
    "rounded": "取整",
}


@dataclass(frozen=True, slots=True)
class Working:
    """One line; lines are counted from 1.

    `name` is what was taken: a fact or a named amount, empty for a line that only reckons. `value` is what it said, or
    what was done with it, as the policy writes it (`380.00`, `1/2`, `1/5 addition`, `jiao down`). `source` is a fact's
    register or a named amount's article, `as_of` the fact's day. `lines` are those before that it rests on. `fen` is
    the amount so far, exact, not always whole.
    """

    step: WorkingStep
    name: str
    value: str
    source: str
    as_of: date | None
    lines: tuple[int, ...]
    fen: Fraction
