"""Every event of the lists a ledger goes by, which no view has rows of: each is read whole from its one stream."""

from __future__ import annotations

from domain.calendars.events import CalendarEvent
from domain.document_formats.events import DocumentFormatsEvent
from domain.programme_templates.events import TemplateEvent

ReferenceEvent = CalendarEvent | DocumentFormatsEvent | TemplateEvent
"""What happens to a ledger's own lists."""
