"""Signals: what other registers say of people that ends their pay (a death, a sentence, a public salary, a move)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.beneficiaries.decisions import record_circumstances, record_death, record_move
from domain.beneficiaries.state import Person, present
from domain.dates import not_in_the_future
from domain.eligibility.events import StopReason
from domain.eligibility.signal_rejections import (
    DestinationMissing,
    DestinationNotWanted,
    NoSignals,
    SignalBeforeTheOther,
    SignalledTwice,
)
from domain.facts import Fact


class SignalKind(StrEnum):
    """What a register reports."""

    DIED = "died"
    MOVED_AWAY = "moved_away"
    SERVING_SENTENCE = "serving_sentence"
    PUBLIC_PAYROLL = "public_payroll"
    CERTIFICATE_LOST = "certificate_lost"

    @property
    def zh(self) -> str:
        """Its Chinese name."""
        return {
            "died": "死亡",
            "moved_away": "迁出",
            "serving_sentence": "服刑",
            "public_payroll": "财政供养",
            "certificate_lost": "残疾人证注销",
        }[self.value]

    @property
    def reason(self) -> StopReason:
        """Why an entitlement stops for it."""
        return StopReason(self.value)


@dataclass(frozen=True, slots=True)
class Signal:
    """What a register (`source`) says of one person, and the day it counts from.

    `to_region` is where somebody moved to, for a move only: 6 or 12 digits.
    """

    beneficiary: str
    kind: SignalKind
    day: date
    source: str
    to_region: str = ""


def once_each(signals: Sequence[Signal]) -> None:
    """Raise NoSignals, SignalledTwice: of one person only one thing at a time."""
    if not signals:
        raise NoSignals("signals")
    seen: set[str] = set()
    for index, signal in enumerate(signals):
        if signal.beneficiary in seen:
            raise SignalledTwice(f"signals[{index}].beneficiary", beneficiary=signal.beneficiary)
        seen.add(signal.beneficiary)


def heard(person: Person, signal: Signal, *, on: date) -> tuple[object, ...]:
    """Return what a signal makes known of a person; nothing when it was known exactly so.

    Raises NotRegistered, PersonIsErased, RegistrationIsClosed, InTheFuture, DestinationMissing, DestinationNotWanted,
    SignalBeforeTheOther (the same was reported from another day on), and what a death, a move or a fact raises.
    """
    present(person)
    if bool(signal.to_region) != (signal.kind is SignalKind.MOVED_AWAY):
        raise (DestinationNotWanted if signal.to_region else DestinationMissing)("to_region", kind=signal.kind.zh)
    not_in_the_future(signal.day, on, field="day")
    match signal.kind:
        case SignalKind.DIED:
            return record_death(person, died_on=signal.day, source=signal.source, on=on)
        case SignalKind.MOVED_AWAY:
            return record_move(person, moved_on=signal.day, to_region=signal.to_region, on=on)
        case kind:
            fact = Fact(kind.value, "yes", signal.source, signal.day)
            known = person.fact(fact.name)
            if known is not None and known.value == "yes" and known.as_of != signal.day:
                raise SignalBeforeTheOther("day", kind=kind.zh, known=known.as_of, given=signal.day)
            return record_circumstances(person, facts=(fact,), on=on)
