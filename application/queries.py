"""What the views can be asked; `answers.py` has what they say.

Every query takes both times: `as_of`, up to when we knew it (a position of the log or an instant of recording), and
`effective`, up to which day it counts. Left out, it is all we know now.

A query as of a position that the views have not reached raises `ViewBehind`; a view that stopped raises `ViewStopped`
rather than answer with less than it should know.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol, TypeVar

from application.answers import (
    Completion,
    Entitlement,
    Fallen,
    FundPosition,
    HistoryEntry,
    LineBalance,
    LineTrail,
    LiveCase,
    OpenObjection,
    PayoutState,
    PayoutTrail,
    RefusalView,
    RegisterRow,
    TierPaid,
    ViewState,
)
from application.lists import EVERYTHING, Key, ListOf, Page, Total, Where
from application.views.view import Row
from application.who_acts import AccountView
from domain.accounts.roles import Role
from domain.levels import FundKind, GovernmentLevel
from domain.periods import Period

AsOf = int | datetime | None
"""A position (everything recorded at it and before), an instant of recording with its zone, or None: the newest."""

RowT = TypeVar("RowT")


class ViewBehind(Exception):
    """The views have not come as far as the position asked for."""

    def __init__(self, wanted: int, reached: int) -> None:
        super().__init__(f"the views stand at position {reached}, not yet at {wanted}")
        self.wanted, self.reached = wanted, reached


class ViewStopped(Exception):
    """A step of the view failed. It stands still until it is mended and rebuilt; the other views go on."""

    def __init__(self, view: str, position: int, error: str) -> None:
        super().__init__(f"the view {view} stopped before position {position}: {error}")
        self.view, self.position, self.error = view, position, error


class UnknownId(LookupError):
    """Nothing of that id was known at that time."""


class Lists(Protocol):
    """Lists over the registers of one ledger; `application/lists.py` names them.

    All raise FilterOfAnotherList, and ViewBehind and ViewStopped as every query does.
    """

    def position_at(self, instant: datetime) -> int:
        """Return the last position recorded at or before an instant (with its zone); 0 before the first."""

    def page(
        self,
        of: ListOf[RowT],
        *,
        after: Key | None = None,
        limit: int = 100,
        newest_first: bool = False,
        as_of: AsOf = None,
        effective: date | None = None,
        where: Where = EVERYTHING,
    ) -> Page[RowT]:
        """Return up to `limit` rows behind `after` (None: from the start). Raises KeyOfAnotherList.

        For the next page ask again with `after` = `next`, `as_of` = `position` and all else unchanged.
        `newest_first` is the list's order turned round.
        """

    def rows(
        self,
        of: ListOf[RowT],
        *,
        as_of: AsOf = None,
        effective: date | None = None,
        where: Where = EVERYTHING,
    ) -> Iterator[RowT]:
        """Yield the whole list as of one position, read page by page: in bounded memory, holding no connection."""

    def count_and_sum(
        self,
        of: ListOf[RowT],
        *,
        as_of: AsOf = None,
        effective: date | None = None,
        where: Where = EVERYTHING,
    ) -> Total:
        """Return how many rows the whole list has and what they come to."""


class Views(Lists, Protocol):
    """The views of one ledger."""

    def position(self) -> int:
        """Return the position all running views have reached."""

    def wait_for(self, position: int, *, timeout: float = 10.0) -> None:
        """Return when every view has reached the position. Raises ViewBehind after `timeout` seconds, ViewStopped."""

    def view_state(self) -> Sequence[ViewState]:
        """Return how far each view is."""

    def fund_position(
        self,
        *,
        programme: str = "",
        fiscal_year: int | None = None,
        level: GovernmentLevel | None = None,
        kind: FundKind | None = None,
        document: str = "",
        region: str = "",
        as_of: AsOf = None,
        effective: date | None = None,
    ) -> FundPosition:
        """Return the lines that fit, in the order of their ids, and their totals by level and kind.

        `region` takes in the places inside it.
        """

    def balance(self, line: str, *, as_of: AsOf = None, effective: date | None = None) -> LineBalance:
        """Return where a line's (or a revenue account's) money stands; all zero for one nobody opened."""

    def trail_of_payout(self, payout_id: str, *, as_of: AsOf = None, effective: date | None = None) -> PayoutTrail:
        """Follow one payout from its documents to the bank and back. Raises UnknownId."""

    def trail_of_line(
        self,
        line: str,
        *,
        as_of: AsOf = None,
        effective: date | None = None,
        after: int = 0,
        limit: int = 100,
    ) -> LineTrail:
        """Follow a line's money to its batches and, page by page, its payouts. Raises UnknownId."""

    def programmes(self, *, as_of: AsOf = None, effective: date | None = None) -> Sequence[str]:
        """Return the ids of the programmes that were opened, in that order."""

    def entitlements(
        self,
        programme: str,
        region: str,
        period: Period,
        *,
        as_of: AsOf = None,
        effective: date | None = None,
    ) -> Sequence[Entitlement]:
        """Return everybody in the region whose case stands in the period, in the order they were granted."""

    def not_in_standing(
        self,
        people: Collection[str],
        programme: str,
        period: Period,
        *,
        as_of: AsOf = None,
        effective: date | None = None,
    ) -> Sequence[Fallen]:
        """Return those of the people who must not be paid for the period, sorted; empty when all may be."""

    def paid_in(
        self,
        programme: str,
        period: Period,
        *,
        cancelled: bool = True,
        as_of: AsOf = None,
        effective: date | None = None,
    ) -> frozenset[str]:
        """Return who has a payout for the period (not a correction); without `cancelled`, only those not given up."""

    def payouts_of_batch(
        self, batch: str, *, stage: str = "", as_of: AsOf = None, effective: date | None = None
    ) -> Sequence[PayoutState]:
        """Return a batch's payouts in the order they were released; with `stage`, those that stand in it."""

    def people_on_notice(self, notice: str, *, as_of: AsOf = None, effective: date | None = None) -> Sequence[str]:
        """Return the beneficiary ids on a notice, in the order listed."""

    def open_objections(
        self, *, programme: str = "", as_of: AsOf = None, effective: date | None = None
    ) -> Sequence[OpenObjection]:
        """Return the objections that are not settled, oldest first."""

    def live_cases_of(
        self, beneficiary: str, *, as_of: AsOf = None, effective: date | None = None
    ) -> Sequence[LiveCase]:
        """Return a person's live cases, sorted by programme."""

    def completion(
        self, programme: str, fiscal_year: int, *, as_of: AsOf = None, effective: date | None = None
    ) -> Completion:
        """Return targets, funded seats and people served of one programme and year."""

    def paid_by_tier(
        self, programme: str, period: Period, *, as_of: AsOf = None, effective: date | None = None
    ) -> Sequence[TierPaid]:
        """Return what one period paid, tier by tier, sorted by tier."""

    def refusals(
        self, *, as_of: AsOf = None, effective: date | None = None, limit: int = 1000
    ) -> Sequence[RefusalView]:
        """Return refused commands that were kept, newest first."""

    def accounts(
        self, *, role: Role | None = None, as_of: AsOf = None, effective: date | None = None
    ) -> Sequence[AccountView]:
        """Return every account by id, with the roles it held then; with `role`, those that held it."""

    def register(self, table: str, key: str, *, as_of: AsOf = None, effective: date | None = None) -> Sequence[Row]:
        """Return all rows of one thing in one register (`batch`, `payout_step`, `case_step` …), oldest first; the last
        is its state. `key` is the thing's id. Raises UnknownId for a table that is no register."""

    def person_file(
        self, beneficiary: str, *, as_of: AsOf = None, effective: date | None = None
    ) -> Sequence[RegisterRow]:
        """Return everything the registers say of one person (一人一档), in the order it was recorded."""

    def region_names(
        self, codes: Collection[str], *, as_of: AsOf = None, effective: date | None = None
    ) -> Mapping[str, str]:
        """Return what regions are called on the day (None: by their newest name), by code.

        A region whose name ended and that got no other keeps its last; codes that nobody named are absent.
        """

    def history(self, stream: str, *, as_of: AsOf = None) -> Sequence[HistoryEntry]:
        """Return all entries of one stream (`batch/…`, `case/…`), oldest first: who did what, and when."""
