"""Candidates from PostgreSQL, each statement in the query's own snapshot."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Mapping, Sequence
from contextvars import ContextVar
from typing import Any

from psycopg import Connection

from application.lists import BENEFICIARIES, CASES, PAYOUTS, Key, ListOf
from application.views.view import Row
from infrastructure.views.lists import in_sql
from infrastructure.views.lists.asking import Candidates
from infrastructure.views.lists.paging import Listing
from infrastructure.views.readings import RowT

_AMOUNTS: Mapping[str, str] = {
    PAYOUTS.name: "b.amount_fen",
    BENEFICIARIES.name: "0",
    CASES.name: """(
        SELECT step.amount_fen FROM case_step AS step
        WHERE step.ledger = %(ledger)s AND step.position <= %(position)s AND step.effective <= %(effective)s
            AND step.programme = b.programme AND step.beneficiary = b.beneficiary AND step.position >= b.position
            AND (step.stage = 'granted' OR step.stage = 'rechecked' AND step.favourable)
        ORDER BY step.position DESC LIMIT 1
    )""",
}
"""The amount of a candidate `b` of lists that every candidate is on; the others are counted row by row."""

_NEWEST_PERIODS = """
    SELECT wanted.programme, newest.period FROM unnest(%(programmes)s::text[]) AS wanted (programme)
    CROSS JOIN LATERAL (
        SELECT period FROM batch
        WHERE ledger = %(ledger)s AND batch.programme = wanted.programme AND stage = 'opened'
            AND position <= %(position)s
        ORDER BY period DESC LIMIT 1
    ) AS newest
"""


class ListsInPostgres(Listing):
    """What `Listing` needs, on the connection that the query runs on."""

    _current: ContextVar[Connection[tuple[Any, ...]]]
    _ledger: str

    @abstractmethod
    def _made(self, kind: type[RowT], found: Sequence[tuple[Any, ...]]) -> list[RowT]:
        """Return rows of a kind, from what its table's columns hold."""

    def _candidates(self, asked: Candidates) -> Sequence[Row]:
        return self._made(asked.kind, self._asked(*in_sql.candidates(asked, ledger=self._ledger)))

    def _edge(self, asked: Candidates) -> Key | None:
        found = self._asked(*in_sql.edges(asked, ledger=self._ledger))
        return found[0][1:] if found else None

    def _newest_periods(self, wanted: Collection[str], position: int) -> Mapping[str, str]:
        given = {"ledger": self._ledger, "programmes": list(wanted), "position": position}
        return dict(self._asked(_NEWEST_PERIODS, given))

    def _counted(self, of: ListOf[Any], asked: Candidates) -> tuple[int, int] | None:
        if of.name not in _AMOUNTS:
            return None
        ((count, fen),) = self._asked(*in_sql.counted(asked, _AMOUNTS[of.name], ledger=self._ledger))
        return int(count), int(fen)

    def _asked(self, statement: str, values: Mapping[str, object]) -> list[tuple[Any, ...]]:
        return self._current.get().cursor(binary=True).execute(statement.encode(), values).fetchall()
