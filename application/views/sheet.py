"""Sheets: the balances brought forward (承前页) at the foot of every page of 1,024 positions.

A balance as of position P is the newest sheet at or before P's page and the postings behind it: at most 1,024
positions, however long the log. For a balance up to an effective date there are sheets of days, months and years: the
years before it, the months of its year before its month, the days of its month up to it. A sheet is struck only where
its page changed it, and its position is the page's last, so how a reader cuts its reading changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from application.views.posting import WAYS, Account, Movement, Posting
from application.views.view import LineId, Name

PAGE = 1024
"""Positions on a page; the first page holds 1 to 1,024."""

ACCOUNTS = tuple(Account)
_PLACE = {account: place for place, account in enumerate(ACCOUNTS)}
_CONTRA = frozenset({Account.ALLOCATED, Account.RECOVERED, Account.COLLECTED})


class Span(Name):
    """What a sheet sums up: all of a line, or its postings effective in one year, month or day."""

    EVER = "ever"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"


BEGINNING = date(1, 1, 1)
"""The first day of the span EVER."""

Balances = tuple[int, ...]
"""Fen, one for each of `ACCOUNTS` and in that order."""

NOTHING: Balances = (0,) * len(ACCOUNTS)


class Key(NamedTuple):
    """Which sheet: a line, and the span that starts on `first_day`."""

    line: LineId
    span: Span
    first_day: date


class Sheet(NamedTuple):
    """A line's balances in fen at the foot of the page that ends with `position`, for one span."""

    position: int
    line: LineId
    span: Span
    first_day: date
    allocated_fen: int
    recovered_fen: int
    available_fen: int
    reserved_fen: int
    disbursed_fen: int
    settled_fen: int
    returned_fen: int
    carried_over_fen: int
    treasury_fen: int
    collected_fen: int
    revenue_fen: int
    transmitted_fen: int

    @property
    def key(self) -> Key:
        """Return which sheet this is."""
        return Key(self.line, self.span, self.first_day)

    @property
    def balances(self) -> Balances:
        """Return the amounts in the order of `ACCOUNTS`."""
        return self[4:]


def page_end(position: int) -> int:
    """Return the last position of the page a position lies on."""
    return -(-position // PAGE) * PAGE


def last_struck(position: int) -> int:
    """Return the last page end at or before a position: sheets behind it are not part of an answer as of it."""
    return position // PAGE * PAGE


def effect(posting: Posting) -> Balances:
    """Return what one posting does to its line's balances. A contra account counts what went out of it."""
    change = [0] * len(ACCOUNTS)
    for account, amount in (
        (posting.from_account, -posting.amount_fen),
        (posting.to_account, posting.amount_fen),
    ):
        change[_PLACE[account]] += -amount if account in _CONTRA else amount
    return tuple(change)


def effect_of(movement: Movement, amount_fen: int) -> Balances:
    """Return what a sum moved one way does to its line's balances."""
    return tuple([sign * amount_fen for sign in _SIGNS[movement]])


def plus(left: Balances, right: Balances) -> Balances:
    """Add balances account by account."""
    return tuple([a + b for a, b in zip(left, right, strict=True)])


def balanced(balances: Balances) -> bool:
    """Say whether what came in is what stands somewhere: the identity that holds of every line at every position."""
    by = dict(zip(ACCOUNTS, balances, strict=True))
    came = sum(amount for account, amount in by.items() if account in _CONTRA)
    return came == sum(amount for account, amount in by.items() if account not in _CONTRA)


MovedOn = tuple[LineId, date, Movement]
"""Postings that change the same sheets in the same way."""

PageSums = Mapping[MovedOn, int]
"""Fen moved on one page."""


def add_up(postings: Iterable[Posting]) -> dict[MovedOn, int]:
    """Return what the postings of one page move, by line, effective date and movement."""
    sums: dict[MovedOn, int] = {}
    for posting in postings:
        key = (posting.line, posting.effective, posting.movement)
        sums[key] = sums.get(key, 0) + posting.amount_fen
    return sums


def changes(sums: PageSums) -> dict[Key, Balances]:
    """Return what one page adds to each sheet it touches: its ever, its year, its month and its day."""
    changed: dict[Key, Balances] = {}
    for (line, day, movement), amount_fen in sums.items():
        change = effect_of(movement, amount_fen)
        for key in spans(line, day):
            changed[key] = plus(changed.get(key, NOTHING), change)
    return changed


def spans(line: LineId, day: date) -> tuple[Key, Key, Key, Key]:
    """Return the four sheets that a posting of that effective date belongs to."""
    return (
        Key(line, Span.EVER, BEGINNING),
        Key(line, Span.YEAR, day.replace(month=1, day=1)),
        Key(line, Span.MONTH, day.replace(day=1)),
        Key(line, Span.DAY, day),
    )


def strike(page: int, sums: PageSums, before: Mapping[Key, Balances]) -> tuple[Sheet, ...]:
    """Return the sheets of the page that ends with position `page`, sorted; `before` holds the newest ones so far."""
    return tuple(
        Sheet(page, *key, *plus(before.get(key, NOTHING), change)) for key, change in sorted(changes(sums).items())
    )


def _signs(movement: Movement) -> Balances:
    source, target = WAYS[movement]
    return effect(Posting(1, 0, "", movement, source, target, 1, BEGINNING, None, None))


_SIGNS = {movement: _signs(movement) for movement in Movement}
