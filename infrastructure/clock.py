"""The real clock. China keeps one time, UTC+8, all year."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "UTC+8")


class SystemClock:
    """The machine's clock, behind `application.ports.Clock`."""

    def today(self) -> date:
        """Return today's date in China."""
        return datetime.now(CHINA).date()

    def now(self) -> datetime:
        """Return the instant in UTC."""
        return datetime.now(UTC)
