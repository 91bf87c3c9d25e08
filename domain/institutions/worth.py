"""What an entry adds to the accepted service of each person; a deduction adds less than nothing."""

from __future__ import annotations

from collections.abc import Iterator

from domain.institutions.events import AmountDeducted, ServiceAccepted, ServiceMonthAccepted
from domain.money import Money


def worth_of(fact: object) -> Iterator[tuple[str, Money]]:
    """Yield person and amount; nothing for any other fact."""
    match fact:
        case ServiceAccepted(services=services):
            yield from ((each.beneficiary, each.amount) for each in services)
        case ServiceMonthAccepted(people=people):
            yield from ((each.beneficiary, each.amount) for each in people)
        case AmountDeducted(parts=parts):
            yield from ((part.beneficiary, -part.amount) for part in parts)
        case _:
            return
