"""What differs from place to place in subsidies that run on month by month: when they start, stop and are made up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.eligibility.events import StopReason
from domain.periods import Month


class WhichMonth(StrEnum):
    """The month in which something happens, or the one after it."""

    SAME = "same"
    FOLLOWING = "following"

    @property
    def zh(self) -> str:
        """Its Chinese name."""
        return {"same": "当月", "following": "次月"}[self.value]

    def of(self, day: date) -> Month:
        """Return the month it is, counted from a day."""
        return Month.of(day) if self is WhichMonth.SAME else Month.of(day).next()


@dataclass(frozen=True, slots=True)
class StopRule:
    """From which month on a reason stops the entitlement (None: it does not); without a rule it is the following."""

    reason: StopReason
    stops: WhichMonth | None


@dataclass(frozen=True, slots=True)
class MonthlyRules:
    """Start with the month of application or the one after; stop as the rules say; make up at most so many months.

    A certificate that expires within `reminder_days` (calendar days) is on the list of those to be reminded. The
    defaults are those of the two national subsidies (DOMAIN §5), and what policies without such rules mean.
    """

    starts: WhichMonth = WhichMonth.SAME
    stops: tuple[StopRule, ...] = ()
    back_pay_months: int = 3
    reminder_days: int = 90

    def stop_month(self, reason: StopReason, day: date) -> Month | None:
        """Return the first month without entitlement when the reason arose on a day; None where it stops nothing."""
        rule = next((rule.stops for rule in self.stops if rule.reason is reason), WhichMonth.FOLLOWING)
        return None if rule is None else rule.of(day)


COMMON_MONTHS = MonthlyRules()
