"""The document-number formats of a ledger, as they were listed last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.document_formats.events import DocumentFormat, DocumentFormatsListed


@dataclass(frozen=True, slots=True)
class DocumentFormats:
    """The last list; None where a ledger never had one."""

    listed: DocumentFormatsListed | None = None

    def of_word(self, word: str) -> tuple[DocumentFormat, ...]:
        """Return the rows of a word, in the order of the list."""
        return tuple(one for one in self.listed.formats if one.word == word) if self.listed else ()


def replay(facts: Iterable[object]) -> DocumentFormats:
    """Build the formats from their history."""
    formats = DocumentFormats()
    for fact in facts:
        assert isinstance(fact, DocumentFormatsListed), f"{type(fact).__name__} lists no document-number formats"
        formats = DocumentFormats(fact)
    return formats
