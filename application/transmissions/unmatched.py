"""What one ledger sent and another did not receive, or the other way round, and what the two state differently.

Of the other ledger's books no more is told than whether they match; what it sent here is told as it was sent, for it
is addressed to this ledger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from application.neighbours import Crossing, Neighbours
from application.views.transmissions import TransmissionStage
from domain.transmissions.events import TransmittedShare
from domain.transmissions.state import by_source


class Side(StrEnum):
    """Which side of a transmission this ledger is on."""

    SENDER = "sender"
    RECEIVER = "receiver"


class Match(StrEnum):
    """How the two sides of a transmission stand to each other; matched ones are not listed."""

    NOT_RECEIVED = "not_received"
    NOT_SENT = "not_sent"
    DIFFERS = "differs"
    KEPT_ELSEWHERE = "kept_elsewhere"


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A transmission that does not match; `days` have passed since `on`, when it was sent, or received here."""

    transmission: str
    side: Side
    counterpart: str
    document: str
    shares: tuple[TransmittedShare, ...]
    match: Match
    on: date
    days: int


Stages = dict[TransmissionStage, list[Crossing]]
Between = tuple[str, str, str]
"""Sender, receiver and transmission."""


def unmatched(ledger: str, neighbours: Neighbours, *, today: date) -> tuple[Unmatched, ...]:
    """Return what does not match between a ledger and the others, what has waited longest in front."""
    told: dict[Between, Stages] = defaultdict(lambda: defaultdict(list))
    for one in neighbours.crossings(ledger):
        told[_between(one)][one.stage].append(one)
    others = {name for sender, receiver, _ in told for name in (sender, receiver)} - {ledger}
    kept = {name for name in others if neighbours.log(name) is not None}
    found = [row for between, stages in told.items() for row in _judged(ledger, kept, between, stages, today)]
    return tuple(sorted(found, key=lambda row: (row.on, row.transmission)))


def _between(one: Crossing) -> Between:
    if one.stage is TransmissionStage.RECEIVED:
        return one.counterpart, one.ledger, one.transmission
    return one.ledger, one.counterpart, one.transmission


def _judged(ledger: str, kept: Iterable[str], between: Between, stages: Stages, today: date) -> Iterator[Unmatched]:
    sender, receiver, transmission = between
    match = _match(stages, kept_here={sender, receiver} - {ledger} <= set(kept))
    if match is not None:
        own = TransmissionStage.SENT if sender == ledger else TransmissionStage.RECEIVED
        rows = stages.get(own) or next(rows for rows in stages.values() if rows)
        yield Unmatched(
            transmission,
            Side.SENDER if sender == ledger else Side.RECEIVER,
            receiver if sender == ledger else sender,
            rows[0].document,
            tuple(row.share for row in rows),
            match,
            rows[0].on,
            (today - rows[0].on).days,
        )


def _match(stages: Stages, *, kept_here: bool) -> Match | None:
    sent, received = stages.get(TransmissionStage.SENT), stages.get(TransmissionStage.RECEIVED)
    taken_back = TransmissionStage.TAKEN_BACK in stages
    if sent and received:
        return Match.DIFFERS if taken_back or _amounts(sent) != _amounts(received) else None
    if taken_back:
        return None
    if not kept_here:
        return Match.KEPT_ELSEWHERE
    return Match.NOT_RECEIVED if sent else Match.NOT_SENT


def _amounts(rows: Sequence[Crossing]) -> dict[object, object]:
    return {source: share.amount for source, share in by_source(row.share for row in rows).items()}
