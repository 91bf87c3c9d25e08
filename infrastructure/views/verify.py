"""Check a ledger against itself and its seals: numbering, bytes, tree, receipts, the rules of the log, the views."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import psycopg
from psycopg import Connection

from application.views.sheet import PAGE
from infrastructure.auditing.entry_checks import EntryChecks
from infrastructure.auditing.seals import Seals
from infrastructure.findings import Finding
from infrastructure.log import mapper
from infrastructure.log.mapper import RawEntry
from infrastructure.views import projecting
from infrastructure.views.building import Progress
from infrastructure.views.connections import connect
from infrastructure.views.projecting import SQL as PROJECTOR_SQL
from infrastructure.views.rebuild import compare
from infrastructure.views.tables import statements
from infrastructure.views.worker import RebuildFailed

__all__ = ["Finding", "verify"]

_SQL = statements("verify.sql")
_ENTRIES = 8 * PAGE
_GUARDS = frozenset(
    {
        ("entry", "append_only"),
        ("receipt", "append_only"),
        ("ledger_head", "append_only"),
        ("ledger_head", "only_forward"),
    }
)
_ALWAYS = "A"
"""How the catalogue writes that a trigger fires whatever the session says of itself."""

_Receipts = Mapping[int, Sequence[tuple[str, str]]]
"""Command ids and request hashes of the receipts, by the position they point to."""


def verify(
    conninfo: str,
    ledger: str,
    *,
    seals: Seals | None = None,
    limit: int = 20,
    processes: int = 2,
    progress: Progress | None = None,
) -> Iterator[Finding]:
    """Yield up to `limit` findings a check; none means that all is well. Reads the whole log twice.

    Keeps something of every stream in memory: about 300 bytes a payout. The login must be a member of subsidy_owner,
    for the rebuild that the views are held against; nothing is changed. `seals` have to be read before the call, so
    that none is newer than the log that is read.
    """
    with connect(conninfo, "subsidy_owner") as connection:
        yield from _guards(connection)
        yield from _log(connection, ledger, EntryChecks(seals, limit=limit), progress)
        yield from _tables(connection, ledger, limit)
    try:
        different = compare(conninfo, ledger, processes=processes, limit=limit, progress=progress)
    except (RebuildFailed, mapper.Unreadable, projecting.Unreadable, psycopg.Error) as error:
        yield Finding("replay", f"the log cannot be replayed: {error}")
        return
    for each in different:
        what = f"kept {each.kept!r}, the log gives {each.rebuilt!r}"
        yield Finding("replay", what, position=each.position, view=each.view, table=each.table, column=each.column)


def _guards(connection: Connection[tuple[Any, ...]]) -> Iterator[Finding]:
    """See that the triggers are there which refuse changes, and that they always fire."""
    there = {(table, name): enabled for table, name, enabled in connection.execute(_SQL["triggers"])}
    for table, name in sorted(_GUARDS):
        if (table, name) not in there:
            yield Finding("guards", f"the trigger {name} is gone", table=table)
        elif there[table, name] != _ALWAYS:
            yield Finding("guards", f"the trigger {name} does not always fire", table=table)
    for table, grantee, verb in connection.execute(_SQL["rights_to_change"]):
        yield Finding("guards", f"{grantee} may {verb.lower()}", table=table)


def _log(
    connection: Connection[tuple[Any, ...]], ledger: str, checks: EntryChecks, progress: Progress | None
) -> Iterator[Finding]:
    row = connection.execute(_SQL["head"], {"ledger": ledger}).fetchone()
    if row is None:
        yield Finding("head", "the ledger has no head", table="ledger_head")
    head, last = row or (0, 0)
    if head != last:
        yield Finding("head", f"the head is {head}, the last entry {last}", position=last)
    for after in range(0, last, _ENTRIES):
        upto = min(after + _ENTRIES, last)
        given = {"ledger": ledger, "after": after, "upto": upto}
        receipts = _receipts(connection, given)
        for raw in _rows(connection, given):
            if isinstance(raw, Finding):
                yield raw
                continue
            yield from checks.see(ledger, raw)
            yield from _answered(checks, receipts.get(raw[0], ()))
        if progress is not None:
            progress(upto, last)
    yield from checks.end()


def _rows(connection: Connection[tuple[Any, ...]], given: Mapping[str, Any]) -> Iterator[RawEntry | Finding]:
    """Yield the entries of a range; where the server cannot read some, it is halved until they are known one by one."""
    after, upto = given["after"], given["upto"]
    try:
        rows = connection.cursor(binary=True).execute(_SQL["entries"], given).fetchall()
    except psycopg.Error as error:
        if connection.broken:
            raise
        if upto - after == 1:
            yield Finding("readable", str(error).partition("\n")[0], position=upto, table="entry")
            return
        middle = (after + upto) // 2
        yield from _rows(connection, {**given, "upto": middle})
        yield from _rows(connection, {**given, "after": middle})
        return
    yield from rows


def _receipts(connection: Connection[tuple[Any, ...]], given: Mapping[str, Any]) -> _Receipts:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for command_id, request_hash, position in connection.execute(_SQL["receipts"], given):
        found[position].append((command_id, request_hash))
    return found


def _answered(checks: EntryChecks, receipts: Sequence[tuple[str, str]]) -> Iterator[Finding]:
    """Hold the receipts that point to the entry seen last against the command that the entry says it is of."""
    entry = checks.last
    for command_id, request_hash in receipts if entry is not None else ():
        assert entry is not None
        if entry.command_id == command_id and entry.request_hash != request_hash:
            what = f"the receipt of {command_id} is of another request than the entry"
            yield Finding("receipts", what, position=entry.position, stream=entry.stream, table="receipt")


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
