"""An institution as decisions see it: for what it is designated on which day, and which invoices it presented."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import assert_never

from domain.designations.events import (
    DesignationEvent,
    DesignationWithdrawn,
    InstitutionDesignated,
    InvoicePresented,
)


@dataclass(frozen=True, slots=True)
class Span:
    """For one programme, both days included."""

    programme: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Institution:
    """One institution by its credit code; `invoices` are the agreements by invoice number."""

    code: str
    name: str = ""
    spans: tuple[Span, ...] = ()
    invoices: Mapping[str, str] = field(default_factory=dict)

    @property
    def known(self) -> bool:
        """Whether it was ever designated."""
        return bool(self.name)

    def serves(self, programme: str, day: date) -> bool:
        """Say whether it is designated for a programme on a day."""
        return any(span.programme == programme and span.since <= day <= span.until for span in self.spans)


def replay(code: str, facts: Iterable[object]) -> Institution:
    """Build the state of an institution from its history; an unknown event stops the replay."""
    state = Institution(code)
    for fact in facts:
        state = evolve(state, fact)  # type: ignore[arg-type]  # assert_never is loud about strangers
    return state


def evolve(institution: Institution, event: DesignationEvent) -> Institution:
    """Return the institution after one event. Never refuses: history has already happened."""
    match event:
        case InstitutionDesignated(name=name, valid_from=since, valid_until=until):
            added = tuple(Span(programme, since, until) for programme in event.programmes)
            return replace(institution, name=name, spans=institution.spans + added)
        case DesignationWithdrawn(withdrawn_from=day):
            last = day - timedelta(days=1)
            cut = (replace(span, until=min(span.until, last)) for span in institution.spans)
            return replace(institution, spans=tuple(span for span in cut if span.since <= span.until))
        case InvoicePresented(invoice_number=number, agreement=agreement):
            return replace(institution, invoices={**institution.invoices, number: agreement})
        case _:
            assert_never(event)
