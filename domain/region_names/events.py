"""What is recorded of a region's name. Streams: region/<code>, of 6 or 12 digits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RegionNamed:
    """The region is called `name` from `valid_from` on, through `valid_to`; None has no end yet. `document` orders it.

    A name without an end lasts until the day before the next one begins. What begins on the same day as an earlier
    entry corrects that one.
    """

    name: str
    valid_from: date
    valid_to: date | None
    document: str


RegionEvent = RegionNamed
"""What happens to a region's name: one thing, so far."""
