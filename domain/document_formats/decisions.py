"""What may be listed of document-number formats, and what a listed format says of a document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.document_formats.events import DocumentFormat, DocumentFormatsListed
from domain.document_formats.rejections import (
    DocumentFormatsUnchanged,
    DocumentFormatYearOutOfRange,
    DocumentOfAnotherLevel,
    DocumentsBringNothing,
    DocumentWordNotListed,
    DocumentWordTwice,
    DocumentYearNotListed,
    LastYearBeforeFirst,
    NoDocumentFormats,
    NotADocumentWord,
    TooManyDocumentFormats,
)
from domain.document_formats.state import DocumentFormats
from domain.documents import LONGEST_WORD, DocumentNumber, NotADocumentNumber
from domain.free_text import clean_text
from domain.levels import GovernmentLevel

MOST_FORMATS = 500
"""Rows of one list. A county hears from a few dozen offices."""
LONGEST_ISSUER = 60
FIRST_YEAR, LAST_YEAR = 1949, 2100


def list_formats(formats: DocumentFormats, *, rows: Sequence[DocumentFormat], strict: bool) -> DocumentFormatsListed:
    """List the formats, whole; a later list takes the place of an earlier one.

    What documents brought by an earlier list, or without any, stays.

    Raises NoDocumentFormats, TooManyDocumentFormats, TextMissing, TextTooLong, PersonalNumberInText, NotADocumentWord,
    DocumentsBringNothing, DocumentFormatYearOutOfRange, LastYearBeforeFirst, DocumentWordTwice,
    DocumentFormatsUnchanged.
    """
    check_count(rows, field="formats")
    listed = tuple(check_format(one, field=f"formats[{place}]") for place, one in enumerate(rows))
    for place, one in enumerate(listed):
        check_beside(one, listed[:place], field=f"formats[{place}]")
    before = formats.listed
    if before is not None and (before.formats, before.strict) == (listed, strict):
        raise DocumentFormatsUnchanged("formats")
    return DocumentFormatsListed(1 if before is None else before.version + 1, listed, strict)


def check_count(rows: Sequence[DocumentFormat], *, field: str) -> None:
    """Raise NoDocumentFormats or TooManyDocumentFormats for a list of another length."""
    if not rows:
        raise NoDocumentFormats(field)
    if len(rows) > MOST_FORMATS:
        raise TooManyDocumentFormats(field, rows=len(rows), most=MOST_FORMATS)


def check_format(one: DocumentFormat, *, field: str) -> DocumentFormat:
    """Return one row in its written form. Raises what it breaks by itself, at its own field."""
    word = _word(clean_text(one.word, field=f"{field}.word", limit=LONGEST_WORD), f"{field}.word")
    issuer = clean_text(one.issuer, field=f"{field}.issuer", limit=LONGEST_ISSUER)
    if not one.brings:
        raise DocumentsBringNothing(f"{field}.brings")
    for name, year in (("first_year", one.first_year), ("last_year", one.last_year)):
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            raise DocumentFormatYearOutOfRange(f"{field}.{name}", year=year)
    if one.last_year is not None and one.last_year < one.first_year:
        raise LastYearBeforeFirst(f"{field}.last_year", first=one.first_year, last=one.last_year)
    brings = tuple(level for level in GovernmentLevel if level in one.brings)
    return DocumentFormat(word, issuer, brings, one.first_year, one.last_year)


def check_beside(one: DocumentFormat, others: Iterable[DocumentFormat], *, field: str) -> None:
    """Raise DocumentWordTwice where another row has the word in one of the same years."""
    for other in others:
        year = max(one.first_year, other.first_year)
        if other.word == one.word and _in_use(one, year) and _in_use(other, year):
            raise DocumentWordTwice(f"{field}.word", word=one.word, year=year)


def check_document(formats: DocumentFormats, document: DocumentNumber, levels: Iterable[GovernmentLevel]) -> None:
    """Hold a document that brings money of these levels against the list; where there is none, any document will do.

    Raises DocumentWordNotListed (of a strict list only), DocumentYearNotListed, DocumentOfAnotherLevel.
    """
    if formats.listed is None:
        return
    rows = formats.of_word(document.word)
    if not rows:
        if formats.listed.strict:
            raise DocumentWordNotListed("document", word=document.word, document=document)
        return
    found = next((one for one in rows if _in_use(one, document.year)), None)
    if found is None:
        raise DocumentYearNotListed(
            "document",
            word=document.word,
            years_zh="、".join(_years(one)[0] for one in rows),
            years_en=" and ".join(_years(one)[1] for one in rows),
            year=document.year,
            document=document,
        )
    for level in levels:
        if level not in found.brings:
            raise DocumentOfAnotherLevel(
                "document",
                issuer=found.issuer,
                document=document,
                level=level.zh,
                brings="、".join(one.zh for one in found.brings),
            )


def _in_use(one: DocumentFormat, year: int) -> bool:
    return one.first_year <= year <= (LAST_YEAR if one.last_year is None else one.last_year)


def _years(one: DocumentFormat) -> tuple[str, str]:
    """Write the years in which a word is in use, in Chinese and in English."""
    if one.last_year is None:
        return f"{one.first_year} 年起", f"since {one.first_year}"
    if one.last_year == one.first_year:
        return f"{one.first_year} 年", f"in {one.first_year}"
    return f"{one.first_year} 至 {one.last_year} 年", f"from {one.first_year} to {one.last_year}"


def _word(text: str, field: str) -> str:
    """Return a word as a document number has it. Raises NotADocumentWord."""
    try:
        return DocumentNumber.parse(f"{text}〔{FIRST_YEAR}〕1号").word
    except NotADocumentNumber:
        raise NotADocumentWord(field, word=text) from None
