"""集体研究: a meeting counts when its minutes do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from re import compile as pattern

from domain.batches.events import MeetingMinutes
from domain.batches.rejections import MinutesMissing
from domain.dates import not_before, not_in_the_future
from domain.free_text import clean_text

FEWEST_ATTENDEES = 3
_SHA256 = pattern(r"[0-9a-f]{64}")


def checked_minutes(minutes: MeetingMinutes | None, *, since: date | None, on: date) -> MeetingMinutes:
    """Return the minutes, their texts without outer blanks; the meeting was held from `since` to `on`.

    Raises MinutesMissing (no minutes, fewer than three attendees, no number, no SHA-256), BeforeItsCause,
    InTheFuture, TextTooLong, PersonalNumberInText.
    """
    if (
        minutes is None
        or len({name.strip() for name in minutes.attendees} - {""}) < FEWEST_ATTENDEES
        or not minutes.minutes_number.strip()
        or not _SHA256.fullmatch(minutes.minutes_sha256)
    ):
        raise MinutesMissing("minutes")
    not_in_the_future(minutes.held_on, on, field="minutes.held_on")
    not_before(minutes.held_on, since, field="minutes.held_on")
    return replace(
        minutes,
        attendees=tuple(clean_text(name, field="minutes.attendees", limit=60) for name in minutes.attendees),
        minutes_number=clean_text(minutes.minutes_number, field="minutes.minutes_number", limit=60),
    )
