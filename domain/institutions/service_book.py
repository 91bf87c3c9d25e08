"""The service of a contract month by month: who could work, what was counted, what each person's is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from domain.institutions.events import AmountDeducted, ServiceMonthAccepted, StaffingRecorded
from domain.money import ZERO, Money

ByPerson = Mapping[str, Money]


@dataclass(frozen=True, slots=True)
class ServiceBook:
    """Months are written 2022-03. `months` is without what was deducted; `counts` are minutes or units."""

    staffing: Mapping[str, StaffingRecorded] = field(default_factory=dict)
    months: Mapping[str, ByPerson] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    last_days: Mapping[str, date] = field(default_factory=dict)
    served_people: frozenset[str] = frozenset()
    sheets: frozenset[str] = frozenset()

    @property
    def counted(self) -> int:
        """Everything counted so far."""
        return sum(self.counts.values())

    def staffed(self, event: StaffingRecorded) -> ServiceBook:
        """Return the book with a month's staff list."""
        return replace(self, staffing={**self.staffing, str(event.month): event})

    def served(self, event: ServiceMonthAccepted) -> ServiceBook:
        """Return the book with accepted service."""
        month = str(event.month)
        return replace(
            self,
            months={**self.months, month: self._with(month, [(p.beneficiary, p.amount) for p in event.people])},
            counts={**self.counts, month: self.counts.get(month, 0) + sum(p.count for p in event.people)},
            last_days={**self.last_days, month: max(event.last_day, self.last_days.get(month, event.last_day))},
            served_people=self.served_people | {person.beneficiary for person in event.people},
            sheets=self.sheets | {event.sheet},
        )

    def deducted(self, event: AmountDeducted) -> ServiceBook:
        """Return the book with less."""
        month = str(event.month)
        less = [(part.beneficiary, -part.amount) for part in event.parts]
        return replace(self, months={**self.months, month: self._with(month, less)})

    def _with(self, month: str, changes: list[tuple[str, Money]]) -> ByPerson:
        people = dict(self.months.get(month, {}))
        for person, amount in changes:
            people[person] = people.get(person, ZERO) + amount
        return people
