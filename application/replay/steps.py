"""One step of a thing's life: an entry of the log with who, when, why, what money moved, and what came with it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from application.desk import Desk
from application.recorded import Recorded
from application.views.posting import Account, Movement, postings
from application.views.registry import readers
from application.views.view import recorded_day
from domain.batches.events import MeetingMinutes
from domain.facts import Fact
from domain.funds.parts import Part
from domain.money import Money, total
from domain.programmes.policy import Policy

LOOKED_AT = 10
"""Entries at each end of a command that are looked at for the streams it wrote to; a release writes to thousands."""
_OF_ONE_PERSON = frozenset({"payout", "case", "beneficiary"})
_WHY = ("reason", "reasons", "bank_words", "opinion", "finding", "ground", "document", "sentence_zh")
_TOLD_ELSEWHERE = frozenset({*_WHY, "minutes", "amount", "total", "parts", "sentence_en"})
_READERS = readers()


@dataclass(frozen=True, slots=True)
class Moved:
    """Money that went from one account of a line to another."""

    line: str
    movement: Movement
    from_account: Account
    to_account: Account
    amount: Money


@dataclass(frozen=True, slots=True)
class LifeStep:
    """What happened: the entry (`position`; `version` of `stream`), its published name, and `by` whose account.

    `recorded_at` is when it was known, `effective` the day it counts from. `why` are reasons, opinions, minutes,
    document numbers, the bank's words, as they were given. `money` is what the entry itself posted; control totals
    post nothing and show their `parts` among the `details`. `caused_by` is the entry or command that led to it; empty
    when a person did. Its command recorded `command_from` to `command_to`, among them in the streams `together`; those
    of other people are not named.
    """

    position: int
    stream: str
    version: int
    event: str
    recorded_at: datetime
    effective: date
    by: str
    why: tuple[str, ...]
    amount: Money | None
    money: tuple[Moved, ...]
    details: Mapping[str, object]
    command_id: str
    command_from: int
    command_to: int
    caused_by: str
    together: tuple[str, ...]


def effective_day(entry: Recorded[object]) -> date:
    """Return the day an entry counts from, as the views say it; the day of recording where it states none."""
    for view in _READERS.get(type(entry.fact), ()):
        for row in view.rows(entry):
            day = getattr(row, "effective", None)
            if isinstance(day, date):
                return day
    return recorded_day(entry)


def told(
    entries: Sequence[Recorded[object]], *, desk: Desk, streams: Collection[str], line: str = ""
) -> tuple[LifeStep, ...]:
    """Tell entries as steps, in the order given; with `line`, only the money of that line.

    `streams` are those of the whole life: other people's, written by the same command, are not named.
    """
    commands = _Commands(desk, frozenset(streams))
    return tuple(_step(entry, commands, line) for entry in entries)


def _step(entry: Recorded[object], commands: _Commands, line: str) -> LifeStep:
    first, last, together = commands.of(entry)
    money = tuple(_moved(entry, line))
    return LifeStep(
        entry.position,
        entry.stream,
        entry.version,
        entry.name,
        entry.recorded_at,
        effective_day(entry),
        entry.actor,
        tuple(_why(entry.fact)),
        _amount(entry.fact, money, line),
        money,
        dict(_details(entry.fact, line, posted=bool(money))),
        entry.command_id,
        first,
        last,
        entry.causation,
        together,
    )


def _moved(entry: Recorded[object], line: str) -> Iterator[Moved]:
    for row in postings(entry):
        if line in ("", row.line):
            yield Moved(row.line, row.movement, row.from_account, row.to_account, Money(row.amount_fen))


def _why(fact: object) -> Iterator[str]:
    for name in _WHY:
        said = getattr(fact, name, None)
        if said:
            yield from map(str, said if isinstance(said, tuple) else (said,))
    minutes = getattr(fact, "minutes", None)
    if isinstance(minutes, MeetingMinutes):
        yield minutes.minutes_number


def _amount(fact: Any, money: Sequence[Moved], line: str) -> Money | None:
    if line:
        parts = getattr(fact, "parts", ())
        own = [part.amount for part in parts if part.line == line] or [moved.amount for moved in money]
        return total(own) if own else None
    found = getattr(fact, "amount", None) or getattr(fact, "total", None)
    return found if isinstance(found, Money) else None


def _details(fact: Any, line: str, *, posted: bool) -> Iterator[tuple[str, object]]:
    """Yield what else the fact says; long lists by how many they are."""
    for name in (field.name for field in fields(fact)):
        value = getattr(fact, name)
        if name == "parts" and not posted:
            yield name, tuple(part for part in value if line in ("", part.line))
        elif name == "minutes" and value is not None:
            yield name, value
        elif name in _TOLD_ELSEWHERE or value in (None, "", ()):
            continue
        elif isinstance(value, Policy):
            yield from (("version", value.version), ("valid_from", value.valid_from))
            yield "policy_document", value.document
        elif name == "facts":
            yield name, {one.name: one.value for one in value if isinstance(one, Fact)}
        elif isinstance(value, tuple) and name in ("lines", "beneficiaries", "services", "payments"):
            yield f"{name}_listed", len(value)
        elif not (isinstance(value, tuple) and isinstance(value[0], Part)):  # The entry's own postings say it.
            yield name, value


class _Commands:
    """What each command recorded, looked up once."""

    def __init__(self, desk: Desk, streams: frozenset[str]) -> None:
        self._log, self._streams = desk.log, streams
        self._known: dict[str, tuple[int, int, tuple[str, ...]]] = {}

    def of(self, entry: Recorded[object]) -> tuple[int, int, tuple[str, ...]]:
        """Return the first and the last position of an entry's command, and other streams it wrote to."""
        known = self._known.get(entry.command_id)
        if known is None:
            known = self._known[entry.command_id] = self._looked_up(entry)
        first, last, streams = known
        if not first <= entry.position <= last:  # A refusal kept under the id of what succeeded later.
            return entry.position, entry.position, ()
        return first, last, tuple(one for one in streams if one != entry.stream and self._may_be_named(one))

    def _may_be_named(self, stream: str) -> bool:
        return stream in self._streams or stream.partition("/")[0] not in _OF_ONE_PERSON

    def _looked_up(self, entry: Recorded[object]) -> tuple[int, int, tuple[str, ...]]:
        receipt = self._log.receipt(entry.command_id)
        if receipt is None:
            return entry.position, entry.position, ()
        last = receipt.last_position
        first = int(json.loads(receipt.answer).get("first_position", last))
        beside = self._log.after(first - 1, limit=min(last - first + 1, LOOKED_AT))
        if last - first >= LOOKED_AT:
            beside = [*beside, *self._log.after(max(last - LOOKED_AT, first + LOOKED_AT - 1), limit=LOOKED_AT)]
        return first, last, tuple(dict.fromkeys(one.stream for one in beside if one.position <= last))
