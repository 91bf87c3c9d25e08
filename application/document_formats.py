"""Which documents bring money: by the ledger's own list of document-number formats, where it has one.

A document is held against the list as it is when the money is recorded; what was recorded before stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable

from application.desk import Desk
from application.work import Loaded, Work
from domain.document_formats import decisions
from domain.document_formats.state import DocumentFormats, replay
from domain.documents import DocumentNumber
from domain.levels import GovernmentLevel

STREAM = "document_formats/ledger"


def load(work: Work) -> Loaded[DocumentFormats]:
    """Load document_formats/ledger: the formats as they were listed last."""
    return work.load(STREAM, replay)


def formats_at(desk: Desk, *, as_of: int | None = None) -> DocumentFormats:
    """Return the formats as they are, or as they were at a position."""
    entries = desk.log.stream(STREAM)
    return replay(entry.fact for entry in entries if as_of is None or entry.position <= as_of)


def check_document(work: Work, document: str, levels: Iterable[GovernmentLevel]) -> None:
    """Hold a document that brings money of these levels against the list. Raises what `decisions.check_document`
    does."""
    decisions.check_document(load(work).state, DocumentNumber.parse(document), levels)
