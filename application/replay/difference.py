"""What lies between two moments: of the money line by line and account by account, and of every register row by row.

A moment is a position (up to when we knew) and a day (up to which it counts). Two lists are gone through side by side
in their one order, so a page of a difference costs what its rows cost, however long the registers are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from application import lists
from application.answers import FundLineView, LineBalance
from application.lists import Key, ListOf, Where
from application.queries import Lists, Views
from application.views.posting import Account
from domain.levels import FundKind, GovernmentLevel
from domain.money import ZERO, Money
from domain.rejected import Rejected

LOOKED_AT = 5_000
"""Rows of each side that a page looks at; one of which little changed may hold few differences, even none."""
AT_ONCE = 1_000


class Differs(StrEnum):
    """How a thing is not the same."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"

    @property
    def zh(self) -> str:
        """What it is called in Chinese."""
        return {"new": "新增", "gone": "消失", "changed": "变更"}[self.value]


class RegisterNotNarrowed(Rejected):
    """The register “{register}” knows no {filter}; ask for all of it."""

    code = "register_not_narrowed"
    zh = "登记簿“{register}”不能按 {filter} 筛选，请查询全部。"


@dataclass(frozen=True, slots=True)
class At:
    """A moment: everything recorded up to `position` and effective up to `effective` (None: whatever its day)."""

    position: int
    effective: date | None = None

    @property
    def both(self) -> dict[str, Any]:
        """As the views' queries take it."""
        return {"as_of": self.position, "effective": self.effective}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a row that has another value."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that is new, gone or changed: how it was, how it is, and which fields say otherwise (of a changed one)."""

    thing: str
    differs: Differs
    fields: tuple[Field, ...]
    before: object | None
    after: object | None


@dataclass(frozen=True, slots=True)
class DifferencePage:
    """Some differences in the list's order. `next` is what to ask on with, None at the end."""

    rows: tuple[Difference, ...]
    next: Key | None


@dataclass(frozen=True, slots=True)
class AccountMoved:
    """One account: what it held, what it holds, and by how much that is more (or less)."""

    account: Account
    before: Money
    after: Money
    change: Money


@dataclass(frozen=True, slots=True)
class LineMoved:
    """A fund line whose money stands otherwise; the accounts that changed."""

    line: str
    differs: Differs
    level: GovernmentLevel
    kind: FundKind
    document: str
    accounts: tuple[AccountMoved, ...]


@dataclass(frozen=True, slots=True)
class TotalMoved:
    """The same, added up over lines of one level and kind, which are never mixed."""

    level: GovernmentLevel
    kind: FundKind
    accounts: tuple[AccountMoved, ...]


@dataclass(frozen=True, slots=True)
class PositionMoved:
    """How one fund position becomes another; `unchanged` lines stand as they stood."""

    lines: tuple[LineMoved, ...]
    totals: tuple[TotalMoved, ...]
    unchanged: int


@dataclass(frozen=True, slots=True)
class Compared:
    """A list that can be compared: what names a row, and its key in the list's order, which never changes."""

    of: ListOf[Any]
    thing: Callable[[Any], str]
    key: Callable[[Any], Key]


def _compared(of: ListOf[Any], thing: Callable[[Any], str], key: Callable[[Any], Key]) -> tuple[str, Compared]:
    return of.name, Compared(of, thing, key)


_BY_PERSON: Callable[[Any], Key] = lambda row: (row.programme, row.region, row.beneficiary)  # noqa: E731 - said twice

COMPARED: Mapping[str, Compared] = dict(
    [
        _compared(lists.PROGRAMMES, lambda row: row.programme, lambda row: (row.programme,)),
        _compared(
            lists.POLICIES, lambda row: f"{row.programme}/{row.version}", lambda row: (row.programme, row.version)
        ),
        _compared(
            lists.TARGETS,
            lambda row: "/".join(filter(None, (row.programme, str(row.fiscal_year), row.level.value, row.name))),
            lambda row: (row.assigned_at,),
        ),
        _compared(lists.FUND_LINES, lambda row: row.line, lambda row: (row.line,)),
        _compared(lists.BENEFICIARIES, lambda row: row.beneficiary, lambda row: (row.region, row.beneficiary)),
        _compared(lists.CASES, lambda row: row.case, _BY_PERSON),
        _compared(lists.NOTICES, lambda row: row.notice, lambda row: (row.published_at,)),
        _compared(lists.OBJECTIONS, lambda row: row.objection, lambda row: (row.raised_at,)),
        _compared(lists.BATCHES, lambda row: row.batch, lambda row: (row.opened_at,)),
        _compared(lists.PAYOUTS, lambda row: row.payout, lambda row: (row.payout, row.released_at)),
        _compared(lists.AGREEMENTS, lambda row: row.agreement, lambda row: (row.signed_at,)),
        _compared(lists.RECOVERIES, lambda row: row.recovery, lambda row: (row.ordered_at,)),
        _compared(lists.REVENUE_ACCOUNTS, lambda row: row.account, lambda row: (row.account,)),
        _compared(lists.REFUSALS, lambda row: row.command_id, lambda row: (row.position,)),
    ]
)
"""The registers that can be compared, by the names of their lists.

Not there: what lies inside one notice, batch or agreement, and is seen with it; who is entitled, which follows from
the cases; findings of checks, which their runs compare themselves.
"""


def difference_of_position(before: At, after: At, views: Views, **narrowed: Any) -> PositionMoved:
    """Compare two fund positions; `narrowed` as `Views.fund_position` takes it."""
    old, new = (views.fund_position(**moment.both, **narrowed) for moment in (before, after))
    was, now = ({view.line: view for view in found.lines} for found in (old, new))
    moved = [_line(was.get(line), now.get(line)) for line in sorted(was.keys() | now.keys())]
    lines = tuple(line for line in moved if line is not None)
    totals = [
        TotalMoved(*of, _accounts(old.totals.get(of), new.totals.get(of)))
        for of in sorted(old.totals.keys() | new.totals.keys())
    ]
    return PositionMoved(lines, tuple(each for each in totals if each.accounts), len(moved) - len(lines))


def difference(
    compared: Compared,
    before: At,
    after: At,
    views: Lists,
    *,
    where: Where = lists.EVERYTHING,
    behind: Key | None = None,
    limit: int = 100,
) -> DifferencePage:
    """Return up to `limit` differences behind a key (None: from the start).

    A case whose person lives elsewhere now lies elsewhere in the order: it is gone there and new here.
    Raises RegisterNotNarrowed, KeyOfAnotherList, ViewBehind, ViewStopped.
    """
    for name in sorted(where.given() - compared.of.filters):
        raise RegisterNotNarrowed(name, register=compared.of.name, filter=name)
    old, new = (_Side(compared, moment, views, where, behind) for moment in (before, after))
    found: list[Difference] = []
    key = behind
    while len(found) < limit and old.looked_at < LOOKED_AT and new.looked_at < LOOKED_AT:
        keys = [row_key for row_key in (old.key, new.key) if row_key is not None]
        if not keys:
            return DifferencePage(tuple(found), None)
        key = min(keys)
        was, now = old.take(key), new.take(key)
        if was != now:
            found.append(_difference(compared, was, now))
    more = old.key is not None or new.key is not None
    return DifferencePage(tuple(found), key if more else None)


def differences(
    compared: Compared, before: At, after: At, views: Lists, *, where: Where = lists.EVERYTHING
) -> Iterator[Difference]:
    """Yield all differences of a register, page after page."""
    behind: Key | None = None
    while True:
        page = difference(compared, before, after, views, where=where, behind=behind, limit=AT_ONCE)
        yield from page.rows
        behind = page.next
        if behind is None:
            return


class _Side:
    """One of the two lists, a row at a time."""

    def __init__(self, compared: Compared, at: At, views: Lists, where: Where, behind: Key | None) -> None:
        self._compared, self._at, self._views, self._where = compared, at, views, where
        self._behind, self._ended = behind, False
        self._rows: Sequence[Any] = ()
        self._next = 0
        self.looked_at = 0
        self.key = self._found()

    def take(self, key: Key) -> Any | None:
        """Return the row of a key if it comes now, and go on behind it."""
        if self.key != key:
            return None
        row = self._rows[self._next]
        self._next += 1
        self.looked_at += 1
        self.key = self._found()
        return row

    def _found(self) -> Key | None:
        while self._next == len(self._rows):
            if self._ended:
                return None
            page = self._views.page(
                self._compared.of, after=self._behind, limit=AT_ONCE, where=self._where, **self._at.both
            )
            self._rows, self._next = page.rows, 0
            self._behind, self._ended = page.next, page.next is None
        return self._compared.key(self._rows[self._next])


def _difference(compared: Compared, was: Any | None, now: Any | None) -> Difference:
    thing = compared.thing(was if now is None else now)
    if was is None or now is None:
        return Difference(thing, Differs.NEW if was is None else Differs.GONE, (), was, now)
    names = [field.name for field in fields(now)]
    changed = tuple(
        Field(name, getattr(was, name), getattr(now, name))
        for name in names
        if getattr(was, name) != getattr(now, name)
    )
    return Difference(thing, Differs.CHANGED, changed, was, now)


def _line(was: FundLineView | None, now: FundLineView | None) -> LineMoved | None:
    known = now or was
    accounts = _accounts(was.balance if was else None, now.balance if now else None)
    if known is None or (was is not None and now is not None and not accounts):
        return None
    differs = Differs.NEW if was is None else Differs.GONE if now is None else Differs.CHANGED
    return LineMoved(known.line, differs, known.level, known.kind, known.document, accounts)


def _accounts(was: LineBalance | None, now: LineBalance | None) -> tuple[AccountMoved, ...]:
    sides = [(account, was.of(account) if was else ZERO, now.of(account) if now else ZERO) for account in Account]
    return tuple(AccountMoved(account, old, new, new - old) for account, old, new in sides if old != new)
