"""The few ways of reading rows that all answers are put together from. Memory and PostgreSQL each bring them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from application.answers import Entitlement, Fallen, HistoryEntry
from application.queries import AsOf
from application.views.posting import Posting
from application.views.sheet import Balances
from application.views.view import Row
from domain.periods import Period
from domain.regions import RegionCode

RowT = TypeVar("RowT", bound=Row)
Where = Mapping[str, Collection[object]]


@dataclass(frozen=True, slots=True)
class At:
    """Both times of a query, settled: everything recorded at `position` and before, effective by `effective`."""

    position: int
    effective: date | None

    @property
    def day(self) -> date:
        """Return the effective date, or the end of time."""
        return self.effective or date.max


@dataclass(frozen=True, slots=True)
class TierCount:
    """What became of the payouts of a tier (or of all: None)."""

    tier: str | None
    people: int
    fen: int
    settled_people: int
    settled_fen: int


class Readings(ABC):
    """What a store of rows has to bring."""

    @abstractmethod
    def _at(self, as_of: AsOf, effective: date | None, *views: str) -> AbstractContextManager[At]:
        """Settle both times, for as long as the block reads. Raises ViewBehind, ViewStopped."""

    @abstractmethod
    def _rows(self, kind: type[RowT], at: At, where: Where, *, after: int = 0, limit: int | None = None) -> list[RowT]:
        """Return the rows whose columns are among the values, oldest first."""

    @abstractmethod
    def _balances(self, lines: Collection[str], at: At) -> Mapping[str, Balances]:
        """Return the balances of the lines; those without postings may be absent."""

    @abstractmethod
    def _released(self, line: str, at: At, *, after: int, limit: int) -> list[Posting]:
        """Return up to `limit` postings behind `after` that released money of a line to the bank, oldest first."""

    @abstractmethod
    def _recorded(self, positions: Collection[int]) -> Mapping[int, tuple[datetime, str]]:
        """Return when and by whom entries were recorded."""

    @abstractmethod
    def _entitlements(self, programme: str, region: RegionCode, period: Period, at: At) -> list[Entitlement]:
        """Return everybody who stands, in the order of their grants."""

    @abstractmethod
    def _fallen(self, people: Collection[str], programme: str, period: Period, at: At) -> list[Fallen]:
        """Return who must not be paid, sorted."""

    @abstractmethod
    def _payouts_between(self, low: str, high: str, at: At) -> list[TierCount]:
        """Count payouts with ids from `low` up to but without `high` by tier, and all of them."""

    @abstractmethod
    def _paid(self, low: str, high: str, at: At, *, cancelled: bool) -> frozenset[str]:
        """Return the ids of the payouts released, from `low` up to but without `high`."""

    @abstractmethod
    def _history(self, stream: str, as_of: AsOf) -> list[HistoryEntry]:
        """Return a stream's entries."""
