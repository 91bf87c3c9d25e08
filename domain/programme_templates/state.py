"""The programme templates that a ledger keeps, each as it was kept last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import assert_never

from domain.programme_templates.events import TemplateEvent, TemplateKept, TemplateWithdrawn


@dataclass(frozen=True, slots=True)
class Templates:
    """Templates by id: those that are offered, in the order they were first kept, and each one's newest version."""

    offered: Mapping[str, TemplateKept] = field(default_factory=dict)
    versions: Mapping[str, int] = field(default_factory=dict)


def replay(facts: Iterable[object]) -> Templates:
    """Build the templates from their history."""
    state = Templates()
    for fact in facts:
        state = evolve(state, fact)  # type: ignore[arg-type]  # assert_never is loud about strangers
    return state


def evolve(templates: Templates, event: TemplateEvent) -> Templates:
    """Return the templates after one event. Never refuses: history has already happened."""
    match event:
        case TemplateKept(template=template, version=version):
            return Templates({**templates.offered, template: event}, {**templates.versions, template: version})
        case TemplateWithdrawn(template=template):
            rest = {name: one for name, one in templates.offered.items() if name != template}
            return Templates(rest, templates.versions)
        case _:
            assert_never(event)
