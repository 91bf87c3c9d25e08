"""A programme as its pages read it: from its own stream, as of the page's moment, with every word of its policies."""

from __future__ import annotations

from api.pages.page import Page
from domain.programmes.state import Programme, replay


def programme_of(page: Page, programme: str) -> Programme:
    """Return a programme as it was at the page's moment; `opened` is None where there was none."""
    position = page.moment.position
    entries = page.caller.services.desk.log.stream(f"programme/{programme}")
    return replay(programme, (entry.fact for entry in entries if entry.position <= position))
