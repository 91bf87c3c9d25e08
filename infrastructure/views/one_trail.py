"""A payout's trail in one exchange with the server: the page that is opened from every sheet of payees.

The general way is eight exchanges, each planned for the values at hand, which takes longer than the reading.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast

import orjson
from psycopg import Connection
from psycopg.sql import Literal

from application.answers import PayoutTrail, TrailStep
from application.queries import AsOf, UnknownId
from application.views.funds import FundLine, FundMovement
from application.views.payouts import PayoutStage, PayoutStep
from application.views.posting import Posting
from application.views.recoveries import Recovery, RecoveryStage
from application.views.view import LineId
from infrastructure.log import exchange
from infrastructure.log.exchange import as_bool
from infrastructure.views import assembling
from infrastructure.views.planned import asked, once, planned, times
from infrastructure.views.readings import RowT
from infrastructure.views.tables import TABLES

_ONCE = once("seqscan")
OF = ("payouts", "posting", "funds", "recoveries")
"""The views that know of it."""
_Found = Mapping[str, Any]


class OneTrail:
    """The way to the trails of one ledger's payouts. Safe to share between threads."""

    def __init__(self, ledger: str) -> None:
        brought = Literal(sorted(str(way) for way in assembling.BROUGHT))
        self._planned = planned("trail.sql", "payout_trail", ledger, *OF, brought=brought)

    def trail(
        self, connection: Connection[tuple[Any, ...]], payout: str, *, as_of: AsOf, effective: date | None
    ) -> PayoutTrail | None:
        """Return a payout's trail; None where the question has to be asked the general way (see `OneLook`).

        Raises UnknownId for a payout that was not released by then.
        """
        arguments = (*times(as_of), exchange.day(effective or date.max), payout.encode())
        rows = asked(connection, _ONCE, self._planned._replace(arguments=arguments))
        if rows is None or not as_bool(rows.get_value(0, 0)):
            return None
        return _trail(payout, *(orjson.loads(rows.get_value(0, part) or b"[]") for part in range(1, rows.nfields)))


def _trail(
    payout: str,
    step: Sequence[_Found],
    recovered: Sequence[_Found],
    move: Sequence[_Found],
    brought: Sequence[_Found],
    line: Sequence[_Found],
    recorded: Sequence[_Found],
) -> PayoutTrail:
    steps = _rows(PayoutStep, step, {})
    if not steps or steps[0].stage != PayoutStage.RELEASED:
        raise UnknownId(payout)
    ids = {one["line_key"]: one["line_id"] for one in line}
    lines = {one.line_id: one for one in _rows(FundLine, line, ids)}
    known = {one["position"]: (datetime.fromisoformat(one["recorded_at"]), one["actor"]) for one in recorded}

    def told(rows: Sequence[Posting | FundMovement]) -> tuple[TrailStep, ...]:
        return tuple(assembling.trail_step(row, lines[row.line], *known[row.position]) for row in rows)

    recoveries = _rows(Recovery, recovered, {})
    return assembling.payout_trail(
        steps,
        told(_rows(FundMovement, brought, ids)),
        told(_rows(Posting, move, ids)),
        [row.recovery for row in recoveries if row.stage == RecoveryStage.ORDERED],
    )


def _rows(kind: type[RowT], found: Sequence[_Found], ids: Mapping[int, LineId]) -> list[RowT]:
    """Return rows of a kind from how the server writes them as JSON."""
    make, columns = cast("Callable[..., RowT]", kind), TABLES[kind].columns
    return [make(*(_value(one[column.name], column.type, column.python, ids) for column in columns)) for one in found]


def _value(value: Any, type_: str, python: Any, ids: Mapping[int, LineId]) -> object:
    if python == LineId:
        return ids[value]
    return date.fromisoformat(value) if type_ == "date" else value
