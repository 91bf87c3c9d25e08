"""A person's month as decisions see it: every record that was accepted, with its agreement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import assert_never

from domain.attendance.events import AttendanceEvent, ServiceRecorded


@dataclass(frozen=True, slots=True)
class Attendance:
    """One person in one month; `id` is `<beneficiary>/<month>`."""

    id: str
    accepted: tuple[ServiceRecorded, ...] = ()

    @property
    def beneficiary(self) -> str:
        """Whom."""
        return self.id.rpartition("/")[0]

    @property
    def month(self) -> str:
        """Which month, as 2022-03."""
        return self.id.rpartition("/")[2]


def replay(attendance: str, facts: Iterable[object]) -> Attendance:
    """Build the state of a person's month from its history; an unknown event stops the replay."""
    state = Attendance(attendance)
    for fact in facts:
        state = evolve(state, fact)  # type: ignore[arg-type]  # assert_never is loud about strangers
    return state


def evolve(attendance: Attendance, event: AttendanceEvent) -> Attendance:
    """Return the month after one event. Never refuses: history has already happened."""
    match event:
        case ServiceRecorded():
            return replace(attendance, accepted=(*attendance.accepted, event))
        case _:
            assert_never(event)
