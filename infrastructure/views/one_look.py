"""The fund position in one exchange with the server: what is asked most, and by everybody's first page.

The general way is six exchanges, each planned for the values at hand; planning is most of its time. These statements
name their ledger, so that they are planned once a connection. The first looks at everything; the second only at what
moved since (`last_look.py`), which is nothing most of the time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from psycopg import Connection, errors
from psycopg.pq.abc import PGresult
from psycopg.sql import SQL, Literal

from application.answers import FundPosition
from application.views.funds import FundLine
from application.views.posting import Movement
from application.views.sheet import BEGINNING, NOTHING, Balances, effect_of, plus
from domain.levels import FundKind, GovernmentLevel
from infrastructure.log import exchange
from infrastructure.log.exchange import Statement, as_bool, as_bytes, as_int, as_text
from infrastructure.views.last_look import Asked, LastLook
from infrastructure.views.planned import once, planned

_OF = SQL(
    "(coalesce(to_regclass(format('subsidy.%I', part_of('posting', {ledger})))::oid::text, '')"
    " || ' ' || extract(epoch from pg_postmaster_start_time())::text)"
)
_ONCE = once("seqscan", "nestloop")
"""It looks up keys, and goes through what the open page moves once for all lines, not once for each."""
_LINE, _IDENTITY, _MOVED, _SHEET = 2, 12, 13, 15
"""Where a row's parts begin."""
_MOST_LINES = 5_000
"""Of which a look is kept in memory, at some 2 KB each."""


class OneLook:
    """The way to one ledger's fund position. Safe to share between threads."""

    def __init__(self, ledger: str) -> None:
        self._whole, self._since = (self._planned(name, ledger) for name in ("fund_position", "moved_since"))
        self._last: LastLook | None = None
        self._is_kept = True

    def fund_position(
        self, connection: Connection[tuple[Any, ...]], asked: Asked, *, as_of: int | None
    ) -> FundPosition | None:
        """Return the position of all effective days; None where the question has to be asked the general way.

        That is where a view has stopped or is not so far, which is then told as it should be, or where the server
        has forgotten the statement. `connection` is in autocommit, outside any transaction.
        """
        try:
            return self._gone_on(connection, asked, as_of) or self._looked(connection, asked, as_of)
        except errors.InvalidSqlStatementName:  # See `planned.asked`.
            exchange.forget(connection)
            return None

    def _gone_on(self, connection: Connection[tuple[Any, ...]], asked: Asked, as_of: int | None) -> FundPosition | None:
        """Go on from the last look, if there is one that it can be gone on from."""
        last = self._last
        if last is None or (as_of is not None and as_of < last.position):
            return None
        rows = self._ask(connection, self._since, as_of, exchange.int8(last.position), last.of)
        if not as_bool(rows.get_value(0, 1)):
            return None
        position = as_int(rows.get_value(0, 0))
        if position > last.position:
            last = self._last = last.moved(position, _moves(rows))
        return last.answer(asked)

    def _looked(self, connection: Connection[tuple[Any, ...]], asked: Asked, as_of: int | None) -> FundPosition | None:
        """Look at everything that is asked for; at every line, where that is kept and gone on from."""
        last = self._last
        to_be_kept = self._is_kept and (last is None or as_of is None or as_of > last.position)
        rows = self._ask(connection, self._whole, as_of, *([None] * 5 if to_be_kept else _narrowed(asked)))
        if not as_bool(rows.get_value(0, 1)):
            return None
        position = as_int(rows.get_value(0, 0))
        look = LastLook.at(position, as_bytes(rows.get_value(0, _IDENTITY)), _lines(rows))
        if to_be_kept:
            self._is_kept = len(look.lines) <= _MOST_LINES
            self._last = look if self._is_kept else None
        return look.answer(asked)

    def _ask(
        self, connection: Connection[tuple[Any, ...]], planned: Statement, as_of: int | None, *more: bytes | None
    ) -> PGresult:
        arguments = (None if as_of is None else exchange.int8(as_of), *more)
        _, rows = exchange.together(connection, _ONCE, planned._replace(arguments=arguments))
        return rows

    @staticmethod
    def _planned(name: str, ledger: str) -> Statement:
        """Return a statement with the ledger's name in its words, to be given its arguments."""
        return planned("fund_position.sql", name, ledger, of=_OF.format(ledger=Literal(ledger)))


def _narrowed(asked: Asked) -> tuple[bytes | None, ...]:
    """Return the filters as the server takes them; regions are looked at afterwards."""
    return (
        asked.programme.encode() or None,
        exchange.int8(asked.fiscal_year) if asked.fiscal_year else None,
        asked.level.encode() if asked.level else None,
        asked.kind.encode() if asked.kind else None,
        asked.document.encode() or None,
    )


def _moves(rows: PGresult) -> Iterator[tuple[int, Balances]]:
    """Yield by the numbers of lines what moved."""
    for row in range(rows.ntuples):
        _, _, line, movement, fen = (rows.get_value(row, column) for column in range(5))
        if line is not None:
            yield as_int(line), effect_of(Movement(as_text(movement)), as_int(fen))


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
            found[-1] = line, plus(balances, effect_of(Movement(as_text(get[_MOVED])), as_int(get[_MOVED + 1])))
    return found


def _line(get: Sequence[bytes | None]) -> FundLine:
    line_id, position, fund, programme, year, region, level, kind, document, source_year = get[_LINE:_IDENTITY]
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
