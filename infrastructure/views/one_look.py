"""The fund position in one exchange with the server: what is asked most, and by everybody's first page.

The general way is six exchanges, each planned for the values at hand; planning is most of its time. This statement
names its ledger, so that it is planned once a connection.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from psycopg import Connection, errors
from psycopg.pq.abc import PGresult
from psycopg.sql import SQL, Literal

from application.answers import FundPosition
from application.views.funds import FundLine
from application.views.posting import WAYS, Movement, Posting
from application.views.sheet import BEGINNING, NOTHING, PAGE, Balances, effect, plus
from domain.levels import FundKind, GovernmentLevel
from domain.regions import RegionCode
from infrastructure.log import exchange
from infrastructure.log.exchange import Statement, as_bool, as_int, as_text
from infrastructure.views import assembling
from infrastructure.views.tables import statements

_STATEMENT = statements("fund_position.sql")["fund_position"].decode()
_ONCE = Statement(
    "planned once",
    (),
    b"SELECT set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true), "
    b"set_config('enable_nestloop', 'off', true)",
)
"""Until the end of the exchange. A plan made while the ledger is young is kept while it grows, so it looks up keys, and
goes through what the open page moves once for all lines, not once for each."""
_LINE, _MOVED, _SHEET = 2, 12, 14
"""Where a row's parts begin."""


class OneLook:
    """The way to one ledger's fund position."""

    def __init__(self, ledger: str) -> None:
        words = SQL(_STATEMENT).format(ledger=Literal(ledger), page=Literal(PAGE))
        self._words = words.as_bytes(None)
        self._name = f"fund_position {hashlib.md5(ledger.encode(), usedforsecurity=False).hexdigest()}"

    def fund_position(
        self,
        connection: Connection[tuple[Any, ...]],
        *,
        programme: str,
        fiscal_year: int | None,
        level: str | None,
        kind: str | None,
        document: str,
        region: str,
        as_of: int | None,
    ) -> FundPosition | None:
        """Return the position of all effective days; None where the question has to be asked the general way.

        That is where a view has stopped or is not so far, which is then told as it should be, or where the server
        has forgotten the statement. `connection` is in autocommit, outside any transaction.
        """
        arguments = (
            None if as_of is None else exchange.int8(as_of),
            programme.encode() or None,
            None if not fiscal_year else exchange.int8(fiscal_year),
            level.encode() if level else None,
            kind.encode() if kind else None,
            document.encode() or None,
        )
        try:
            _, rows = exchange.together(connection, _ONCE, Statement(self._name, arguments, self._words))
        except errors.InvalidSqlStatementName:  # A rollback on this connection made the driver forget its plans.
            exchange.forget(connection)
            return None
        if not as_bool(rows.get_value(0, 1)):
            return None
        found = _lines(rows)
        if region:
            outer = RegionCode.parse(region)
            found = [(line, balances) for line, balances in found if RegionCode.parse(line.region).within(outer)]
        lines = tuple(assembling.fund_line(line, balances) for line, balances in found)
        return FundPosition(as_int(rows.get_value(0, 0)), None, lines, assembling.totals(lines))


def _lines(rows: PGresult) -> Sequence[tuple[FundLine, Balances]]:
    """Return the lines in order, with their balances."""
    found: list[tuple[FundLine, Balances]] = []
    for row in range(rows.ntuples):
        get = [rows.get_value(row, column) for column in range(rows.nfields)]
        if get[_LINE] is None:
            return []
        line_id = as_text(get[_LINE])
        if not found or found[-1][0].line_id != line_id:
            found.append((_line(get), _sheet(get)))
        if get[_MOVED] is not None:
            line, balances = found[-1]
            found[-1] = line, plus(balances, _effect(as_text(get[_MOVED]), as_int(get[_MOVED + 1])))
    return found


def _line(get: Sequence[bytes | None]) -> FundLine:
    line_id, position, fund, programme, year, region, level, kind, document, source_year = get[_LINE:_MOVED]
    return FundLine(
        position=as_int(position),
        seq=0,
        line=as_text(line_id),
        line_id=as_text(line_id),
        fund=as_text(fund),
        programme=as_text(programme),
        fiscal_year=as_int(year),
        region=as_text(region),
        level=GovernmentLevel(as_text(level)),
        kind=FundKind(as_text(kind)),
        document=as_text(document),
        source_year=as_int(source_year),
        effective=BEGINNING,
    )


def _sheet(get: Sequence[bytes | None]) -> Balances:
    return NOTHING if get[_SHEET] is None else tuple(as_int(fen) for fen in get[_SHEET:])


def _effect(movement: str, fen: int) -> Balances:
    way = Movement(movement)
    return effect(Posting(0, 0, "", way, *WAYS[way], fen, date.min, None, None))
