"""Documents an office prints: what is in one is decided by who asks for it, how it looks by who stands behind here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside a document, for whoever wants to check it: the checkpoint, the figures as data."""

    name: str
    media_type: str
    description: str
    content: str


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its form (`fund-position`), and everything printed in it, ready as text.

    `content` is JSON: texts, lists and mappings of them, nothing to be worked out. `at` is the instant the figures are
    of; it becomes the file's date, so that the same figures make the same bytes. `language` is zh or en.
    """

    form: str
    title: str
    language: str
    at: datetime
    content: Mapping[str, Any]
    attachments: Sequence[Attachment] = field(default=())


class Printer(Protocol):
    """Makes PDF files."""

    def pdf(self, document: Document) -> bytes:
        """Return the document as PDF/A-3a and PDF/UA-1, the same bytes for the same document.

        Raises LookupError for a form that does not exist.
        """
