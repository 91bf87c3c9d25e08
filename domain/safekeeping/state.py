"""How long what is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.safekeeping.events import RetentionSet
from domain.safekeeping.rejections import NoRetentionRule, RetentionBinds, RetentionForEver

EVERY_PROGRAMME = ""


@dataclass(frozen=True, slots=True)
class Retention:
    """Years by programme (empty: every other one); None is for ever."""

    years: Mapping[str, int | None] = field(default_factory=dict)

    def released(self, programme: str, last_record: date, *, on: date) -> None:
        """Return if records whose last is of that day need not be kept any more.

        Years count from the end of the year of the record (会计档案管理办法, article 14: from the first day after the
        fiscal year). Raises NoRetentionRule, RetentionBinds, RetentionForEver.
        """
        rule = programme if programme in self.years else EVERY_PROGRAMME
        if rule not in self.years:
            raise NoRetentionRule("beneficiary", programme=programme)
        years = self.years[rule]
        if years is None:
            raise RetentionForEver("beneficiary", programme=programme)
        until = date(last_record.year + years, 12, 31)
        if on <= until:
            raise RetentionBinds("beneficiary", programme=programme, until=until)


def replay(facts: Iterable[object]) -> Retention:
    """Build the rules from their history."""
    years: dict[str, int | None] = {}
    for fact in facts:
        assert isinstance(fact, RetentionSet), f"{type(fact).__name__} is no rule of keeping"
        years[fact.programme] = fact.years
    return Retention(years)
