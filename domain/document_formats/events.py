"""What is recorded of document-number formats. Stream: document_formats/ledger, one list a ledger."""

from __future__ import annotations

from dataclasses import dataclass

from domain.levels import GovernmentLevel


@dataclass(frozen=True, slots=True)
class DocumentFormat:
    """The documents of one office: `word` 发文机关代字 stands before 〔year〕 in their numbers, such as 财社.

    `brings` are the levels whose money such a document may bring, from the top; an office may pass a higher level's
    money on under a number of its own. The word is in use from `first_year` to `last_year` (None: it still is), the
    years that stand in the brackets.
    """

    word: str
    issuer: str
    brings: tuple[GovernmentLevel, ...]
    first_year: int
    last_year: int | None


@dataclass(frozen=True, slots=True)
class DocumentFormatsListed:
    """These are the formats from now on, whole: what an earlier list said counts no more.

    `version` counts the lists; `formats` are in the order of the list. With `strict`, a document whose word is not
    listed brings no money; otherwise it is taken as it is.
    """

    version: int
    formats: tuple[DocumentFormat, ...]
    strict: bool


DocumentFormatsEvent = DocumentFormatsListed
"""What happens to document-number formats: one thing, so far."""
