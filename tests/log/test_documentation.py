"""docs/events.md says what the catalogue says."""

from __future__ import annotations

from domain.catalogue import EVENTS
from domain.upcasters import UPCASTERS
from infrastructure.log.documentation import FILE, page


def test_the_page_is_what_the_catalogue_says() -> None:
    assert FILE.read_text("utf-8") == page(), "python -m infrastructure.log.documentation"


def test_every_name_current_and_old_is_on_the_page() -> None:
    text = page()
    assert [name for name in (*EVENTS, *UPCASTERS) if f"`{name}`" not in text] == []


def test_every_event_says_what_happened() -> None:
    documents = {event.__name__: event.__doc__ or "" for event in EVENTS.values()}
    assert [name for name, told in documents.items() if not told or told.startswith(f"{name}(")] == []
