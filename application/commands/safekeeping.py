"""How long records are kept, and that people's keys lie under another master key."""

from __future__ import annotations

from dataclasses import dataclass

from application import streams
from application.desk import Desk
from application.road import Answer, Officer
from application.work import Work
from domain.programmes.state import existing
from domain.safekeeping import decisions


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRetention:
    """Accounting records of a programme (empty: of every one without a rule of its own) are kept so many years after
    the year of the last; None is for ever."""

    command_id: str
    programme: str
    years: int | None
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordKeyRotation:
    """Every person's key is wrapped under another master key."""

    command_id: str
    from_key: str
    to_key: str
    people: int


def set_retention(ask: SetRetention, *, by: Officer, desk: Desk) -> Answer:
    """Set how long accounting records are kept. Raises NoSuchProgramme for one that was not opened."""
    today = desk.clock.today()

    def decide(work: Work) -> None:
        if ask.programme:
            existing(streams.programme(work, ask.programme).state)
        rules = streams.retention(work)
        event = decisions.set_retention(
            rules.state, programme=ask.programme, years=ask.years, document=ask.document, on=today
        )
        work.record(rules, event)

    return desk.take(ask, decide, by=by)


def record_key_rotation(ask: RecordKeyRotation, *, by: Officer, desk: Desk) -> Answer:
    """Record that the keys were wrapped anew; the wrapping itself is done beneath (`subsidy-ledger vault rotate`)."""
    today = desk.clock.today()

    def decide(work: Work) -> None:
        keys = streams.master_keys(work)
        event = decisions.record_rotation(from_key=ask.from_key, to_key=ask.to_key, people=ask.people, on=today)
        work.record(keys, event)

    return desk.take(ask, decide, by=by)
