"""Signals of other registers: what they say is recorded of each person, and their pay stops from the right month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from application import streams
from application.commands.beneficiaries import stop_cases_of
from application.commands.brought_lists import BadRow, NobodyOfThatNumber
from application.desk import Desk
from application.imports import SignalRow
from application.recorded import command_cause
from application.road import Answer, Officer
from application.work import Work
from domain.eligibility.signals import Signal, heard, once_each
from domain.regions import RegionCode
from domain.rejected import Rejected
from domain.uploads import RowOutsideArea


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSignals:
    """Registers report these people, all of them or none is taken in. With a `region` everybody has to live there."""

    command_id: str
    signals: tuple[Signal, ...]
    region: str = ""
    on: date


def record_signals(ask: RecordSignals, *, by: Officer, desk: Desk) -> Answer:
    """Record what is reported and stop every entitlement it ends; what is known exactly so changes nothing.

    The answer says how many people were reported (`signals`), of how many it was news (`news`), and how many
    entitlements stopped, or stopped earlier than before (`stopped`). What was paid beyond that is found by `overpaid`.
    """
    desk.happened(ask.on)
    once_each(ask.signals)
    today = desk.clock.today()

    def decide(work: Work) -> dict[str, object]:
        news = 0
        people = streams.people(work, [signal.beneficiary for signal in ask.signals])
        for index, (signal, person) in enumerate(zip(ask.signals, people, strict=True)):
            try:
                _inside(person.state.region, ask.region)
                events = heard(person.state, signal, on=today)
            except Rejected as refusal:
                refusal.field = f"signals[{index}].{refusal.field}".rstrip(".")
                raise
            work.record(person, *events)
            news += bool(events)
        stops = {signal.beneficiary: (signal.kind.reason, signal.day) for signal in ask.signals}
        cause = command_cause(ask.command_id)
        stopped = stop_cases_of(stops, today, work=work, desk=desk, caused_by=cause)
        return {"signals": len(ask.signals), "news": news, "stopped": len(stopped)}

    return desk.take(ask, decide, by=by)


def told_by(rows: Sequence[SignalRow], *, desk: Desk) -> tuple[tuple[Signal, ...], tuple[BadRow, ...]]:
    """Return the signals of a list whose numbers are known, in its order, and the rows of nobody."""
    by_number = desk.vault.find_many("id_number", [row.id_number for row in rows])
    known, bad = [], []
    for row in rows:
        person = by_number.get(row.id_number, "")
        if person:
            known.append(Signal(person, row.kind, row.day, row.source, row.to_region))
        else:
            bad.append(BadRow(row.row, "", NobodyOfThatNumber("id_number")))
    return tuple(known), tuple(bad)


def check_signals(rows: Sequence[SignalRow], *, region: str, desk: Desk) -> tuple[BadRow, ...]:
    """Return every row of a list that `record_signals` would refuse, in the order of the file."""
    signals, unknown = told_by(rows, desk=desk)
    numbered = [row.row for row in rows if row.row not in {one.row for one in unknown}]
    people = streams.people(Work(desk.log, attempt=0), [signal.beneficiary for signal in signals])
    bad = list(unknown)
    for row, signal, person in zip(numbered, signals, people, strict=True):
        try:
            _inside(person.state.region, region)
            heard(person.state, signal, on=desk.clock.today())
        except Rejected as refusal:
            bad.append(BadRow(row, signal.beneficiary, refusal))
    return tuple(sorted(bad, key=lambda one: one.row))


def _inside(region: str, area: str) -> None:
    if area and region and not RegionCode.parse(region).within(RegionCode.parse(area)):
        raise RowOutsideArea("id_number", region=region, area=area)
