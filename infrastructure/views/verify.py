"""Check a ledger against itself: numbering, bytes, receipts, the rules of the whole log, and replay against views."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from psycopg import Connection

from application.invariants import INVARIANTS, Invariant
from application.recorded import Recorded
from application.views.sheet import PAGE
from infrastructure.log.mapper import EntryMapper, Unreadable
from infrastructure.views.building import Progress
from infrastructure.views.connections import connect
from infrastructure.views.projecting import SQL as PROJECTOR_SQL
from infrastructure.views.rebuild import compare
from infrastructure.views.tables import statements

_SQL = statements("verify.sql")
_ENTRIES = 8 * PAGE


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be, and where: what does not apply is empty."""

    check: str
    what: str
    position: int = 0
    stream: str = ""
    view: str = ""
    table: str = ""
    column: str = ""


def verify(
    conninfo: str, ledger: str, *, limit: int = 20, processes: int = 2, progress: Progress | None = None
) -> Iterator[Finding]:
    """Yield up to `limit` findings a check; none means that all is well. Reads the whole log twice.

    Keeps something of every stream in memory: about 300 bytes a payout. The login must be a member of subsidy_owner,
    for the rebuild that the views are held against; nothing is changed.
    """
    with connect(conninfo, "subsidy_owner") as connection:
        yield from _log(connection, ledger, limit, progress)
        yield from _tables(connection, ledger, limit)
    for each in compare(conninfo, ledger, processes=processes, limit=limit, progress=progress):
        what = f"kept {each.kept!r}, the log gives {each.rebuilt!r}"
        yield Finding("replay", what, position=each.position, view=each.view, table=each.table, column=each.column)


def _log(
    connection: Connection[tuple[Any, ...]], ledger: str, limit: int, progress: Progress | None
) -> Iterator[Finding]:
    row = connection.execute(_SQL["head"], {"ledger": ledger}).fetchone()
    head, last = row or (0, 0)
    if head != last:
        yield Finding("head", f"the head is {head}, the last entry {last}", position=last)
    mapper, found = EntryMapper(), dict[str, int]()
    rules: list[Invariant] = [kind() for kind in INVARIANTS]
    for after in range(0, last, _ENTRIES):
        upto = min(after + _ENTRIES, last)
        cursor = connection.cursor(binary=True)
        for raw in cursor.execute(_SQL["entries"], {"ledger": ledger, "after": after, "upto": upto}):
            for finding in _entry(mapper, rules, ledger, raw):
                found[finding.check] = found.get(finding.check, 0) + 1
                if found[finding.check] <= limit:
                    yield finding
        if progress is not None:
            progress(upto, last)
    for rule in rules:
        for position, stream, what in rule.end():
            yield Finding(rule.RULE, what, position=position, stream=stream)


def _entry(mapper: EntryMapper, rules: list[Invariant], ledger: str, raw: Any) -> Iterator[Finding]:
    position, stream, body = raw[0], raw[1], raw[5]
    try:
        entry: Recorded[object] = mapper.read_row(ledger, raw)
    except Unreadable as error:
        yield Finding("bytes", str(error), position=position, stream=stream)
        return
    if mapper.payload(entry.fact)[0] == entry.name and mapper.write(entry) != body:
        yield Finding("bytes", "written again, the entry has other bytes", position=position, stream=stream)
    for rule in rules:
        for what in rule.see(entry):
            yield Finding(rule.RULE, what, position=position, stream=stream)


def _tables(connection: Connection[tuple[Any, ...]], ledger: str, limit: int) -> Iterator[Finding]:
    given = {"ledger": ledger, "limit": limit}
    for command_id, position in connection.execute(_SQL["receipts_beyond"], given):
        yield Finding("receipts", f"the receipt of {command_id} points to no entry", position=position)
    for position, fen in connection.execute(_SQL["entries_that_do_not_sum_to_zero"], given):
        what = f"the postings sum to {fen} fen"
        yield Finding("zero_sum", what, position=position, view="posting", table="posting")
    for position, lines in connection.execute(_SQL["shared_numbers"], given):
        yield Finding("line_numbers", f"{lines} share a number", position=position, view="funds", table="fund_line")
    for view, position, error, failed_at in connection.execute(PROJECTOR_SQL["progress"], {"ledger": ledger}):
        if failed_at is not None:
            yield Finding("stopped", error, position=position, view=view)
