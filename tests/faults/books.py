"""What must hold after whatever happened: of the answers given, of the log, of the views, and of the sums."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from application.views.posting import Account
from domain.funds.rejections import OverBudget
from domain.revenue.rejections import MoreThanIsHeld
from infrastructure.bootstrap import office
from infrastructure.views.verify import verify
from tests.faults.clerk import Note
from tests.faults.enrolment import fund_line, settings_of
from tests.faults.orders import Order

REVENUE = "revenue/2017/fees"

_NUMBERING = """
select count(*), coalesce(min(position), 1), coalesce(max(position), 0),
    (select last_position from subsidy.ledger_head where ledger = %(ledger)s)
from subsidy.entry where ledger = %(ledger)s
"""
_RECEIPTS = "select command_id, answer, last_position from subsidy.receipt where ledger = %s and last_position > %s"
_COMMANDS = """
select
    convert_from(body, 'UTF8')::jsonb ->> 'command_id', stream like 'refusal/%%',
    min(position), max(position), count(*)
from subsidy.entry where ledger = %s and position > %s group by 1, 2
"""


def look(
    conninfo: str, ledger: str, noted: Mapping[str, Note], asked: Iterable[str] = (), *, since: int = 0
) -> set[str]:
    """Hold the log behind position `since` against what was answered; `asked` may have been done or not.

    Every noted answer has its receipt with the same bytes; every command's entries are whole, one behind the other,
    and as many as its receipt says; nobody else's entry is there; positions are dense. Return the commands done.
    """
    with psycopg.connect(conninfo) as connection:
        # One snapshot: a killed clerk's connection may still be at its commit.
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        count, first, last, head = _row(connection.execute(_NUMBERING, {"ledger": ledger}))
        receipts = {command: (bytes(body), at) for command, body, at in connection.execute(_RECEIPTS, (ledger, since))}
        commands = connection.execute(_COMMANDS, (ledger, since)).fetchall()
    assert (first, last, head) == (1, count, count), "positions are dense and the head is the last of them"
    for note in noted.values():
        if note.refused:
            assert note.command_id not in receipts
        else:
            assert receipts[note.command_id] == (note.body, note.position), "an answer stays as it was given"
    done = set()
    for command, refusal, low, high, entries in commands:
        if not refusal:
            said = json.loads(receipts[command][0])
            assert (low, high) == (said["first_position"], said["position"]), f"{command} is whole"
            assert entries == high - low + 1, f"{command} is whole"
            done.add(command)
    assert done == receipts.keys(), "no receipt without entries, no entry without a receipt"
    assert done <= noted.keys() | set(asked), "only what was asked was done"
    return done


def all_is_well(home: Path, conninfo: str, ledger: str, balances: Mapping[str, Mapping[Account, int]]) -> None:
    """Bring the views up, hold them against the book, and have everything verified."""
    balances_are(home, ledger, balances)
    assert list(verify(conninfo, ledger)) == []


def balances_are(home: Path, ledger: str, balances: Mapping[str, Mapping[Account, int]]) -> None:
    """Bring the views up and hold each line's balances (fen) against the book."""
    with office(settings_of(home, ledger), say=lambda _: None) as there:
        head = there.desk.views_now()
        assert there.views.position() == head == there.log.head()
        for line, expected in balances.items():
            balance = there.views.balance(line)
            found = {account: fen for account in Account if (fen := balance.of(account).fen)}
            assert found == {account: fen for account, fen in expected.items() if fen}, line


@dataclass(slots=True)
class Book:
    """Fund lines and revenue as somebody with a pencil keeps them, from the orders alone."""

    accounts: dict[str, dict[Account, int]] = field(default_factory=dict)
    people: int = 0

    def enter(self, orders: Sequence[Order], noted: Mapping[str, Note]) -> None:
        """Enter orders done one after the other; each was answered or refused as the book says it must be."""
        for order in orders:
            note = noted[order["command_id"]]
            assert (note.refused, order) == (self._enter(order), order)

    def _enter(self, order: Order) -> str:
        """Enter one order and return the code of the refusal it deserves."""
        fen = order.get("fen", 0)
        match order["do"]:
            case "allocate":
                self._move(fund_line(2017, order["document"]), {Account.ALLOCATED: fen, Account.AVAILABLE: fen})
            case "add":
                self._move(order["line"], {Account.ALLOCATED: fen, Account.AVAILABLE: fen})
            case "move":
                if fen > self.accounts[order["from"]].get(Account.AVAILABLE, 0):
                    return OverBudget.code
                # What was allocated to a line moves with it.
                self._move(order["from"], {Account.ALLOCATED: -fen, Account.AVAILABLE: -fen})
                self._move(order["to"], {Account.ALLOCATED: fen, Account.AVAILABLE: fen})
            case "collect":
                self._move(REVENUE, {Account.COLLECTED: fen, Account.REVENUE: fen})
            case "remit":
                if fen > self.accounts.get(REVENUE, {}).get(Account.REVENUE, 0):
                    return MoreThanIsHeld.code
                self._move(REVENUE, {Account.REVENUE: -fen, Account.TREASURY: fen})
            case "register":
                self.people += order["people"]
        return ""

    def _move(self, line: str, by: Mapping[Account, int]) -> None:
        own = self.accounts.setdefault(line, {})
        for account, fen in by.items():
            own[account] = own.get(account, 0) + fen


def _row(cursor: psycopg.Cursor[tuple[Any, ...]]) -> tuple[Any, ...]:
    row = cursor.fetchone()
    assert row is not None
    return row
