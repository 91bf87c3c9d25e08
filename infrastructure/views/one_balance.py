"""A line's balance in one exchange with the server (see `one_look.py`), as of any instant and effective day."""

from __future__ import annotations

from datetime import date
from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from application.answers import LineBalance
from application.queries import AsOf
from application.views.posting import Movement
from application.views.sheet import ACCOUNTS, Balances, effect_of, plus
from infrastructure.log import exchange
from infrastructure.log.exchange import as_bool, as_int, as_text
from infrastructure.views import assembling
from infrastructure.views.packing import line_key
from infrastructure.views.planned import asked, once, planned, times

_ONCE = once("seqscan")
_SUMS = SQL(", ").join(
    SQL("coalesce(sum({0}), 0)::bigint AS {0}").format(Identifier(f"{account}_fen")) for account in ACCOUNTS
)
_SHEET = 3
"""Where a row's sums begin."""


class OneBalance:
    """The way to the balances of one ledger's lines. Safe to share between threads."""

    def __init__(self, ledger: str) -> None:
        self._planned = planned("balance.sql", "balance", ledger, "posting", sums=_SUMS)

    def balance(
        self, connection: Connection[tuple[Any, ...]], line: str, *, as_of: AsOf, effective: date | None
    ) -> LineBalance | None:
        """Return a line's balance; None where the question has to be asked the general way (see `OneLook`)."""
        day = None if effective is None else exchange.day(effective)
        arguments = (*times(as_of), day, exchange.int8(line_key(line)))
        rows = asked(connection, _ONCE, self._planned._replace(arguments=arguments))
        if rows is None or not as_bool(rows.get_value(0, 0)):
            return None
        found: Balances = tuple(as_int(rows.get_value(0, column)) for column in range(_SHEET, rows.nfields))
        for row in range(rows.ntuples):
            if (movement := rows.get_value(row, 1)) is not None:
                found = plus(found, effect_of(Movement(as_text(movement)), as_int(rows.get_value(row, 2))))
        return assembling.line_balance(found)
