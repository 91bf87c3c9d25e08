"""A column of a register, as it is declared once for every way a list comes: what stands in it, how it is explained."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto


class Cell(Enum):
    """What stands in a column's cells, and as what it is read."""

    TEXT = auto()
    """str, on one line."""
    CODE = auto()
    """str: a number of a paper, a code; a whole number in a sheet is its digits."""
    FIGURES = auto()
    """str: a number as it is written, exactly; `read` makes of it what it is."""
    DAY = auto()
    """date."""
    AMOUNT = auto()
    """Money, more than zero."""
    COUNT = auto()
    """int of at most nine digits."""
    WORD = auto()
    """One of the column's `words`."""
    ID_NUMBER = auto()
    """str: somebody's ID number; it leaves the reading only as whom it means."""
    CERTIFICATE = auto()
    """str: the number of somebody's certificate; likewise."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word that may stand in a column, in both languages, and what it means."""

    zh: str
    en: str
    value: object


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """A column. `name` is also the field that a refusal names; `aliases` are further headings it goes under.

    `read(text, field)` makes more of a text than that, or refuses it. Amounts of a column that `adds_up` are compared
    with the total row.
    """

    name: str
    zh: str
    en: str
    cell: Cell
    example: str = ""
    hint_zh: str = ""
    hint_en: str = ""
    aliases: tuple[str, ...] = ()
    required: bool = True
    adds_up: bool = False
    words: tuple[Word, ...] = ()
    read: Callable[[str, str], object] | None = None


def day_of_row(*aliases: str, example: str) -> RegisterColumn:
    """Return the column of the day a row counts for; left blank, it is the day given with the list."""
    return RegisterColumn(
        "on",
        "日期",
        "Date",
        Cell.DAY,
        example=example,
        hint_zh="留空为导入时填写的业务日期。",
        hint_en="Blank: the day that is given with the list.",
        aliases=("业务日期", "date", *aliases),
        required=False,
    )
