"""Evidence filed with a case: a scan, a photo, a PDF. The file lies in the vault, the log has its commitment."""

from __future__ import annotations

from datetime import date

from domain.eligibility.events import CaseEvidenceFiled, EvidenceKind, FileType
from domain.eligibility.rejections import (
    EvidenceFiledAlready,
    EvidenceTypeUnknown,
    NoSuchCase,
    NoSuchEvidence,
    TooMuchEvidence,
)
from domain.eligibility.state import Case, Stage
from domain.uploads import FileEmpty, FileTooBig

MOST_BYTES = 10 * 1024 * 1024
"""A page scanned in colour at 300 dpi has one to three megabytes."""
MOST_FILES = 50
"""Files of one case: an application has about ten papers."""

_BEGINNINGS = ((b"%PDF-", FileType.PDF), (b"\xff\xd8\xff", FileType.JPEG), (b"\x89PNG\r\n\x1a\n", FileType.PNG))


def type_of(content: bytes) -> FileType:
    """Return what a file is, by its first bytes and not by its name.

    Raises FileEmpty, FileTooBig, EvidenceTypeUnknown.
    """
    if not content:
        raise FileEmpty("file")
    if len(content) > MOST_BYTES:
        raise FileTooBig("file", size=len(content), limit=MOST_BYTES)
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            return kind
    raise EvidenceTypeUnknown("file")


def file_evidence(
    case: Case, *, commitment: str, paper: EvidenceKind, file_type: FileType, size: int, by: str, on: date
) -> CaseEvidenceFiled:
    """File one piece of evidence with a case that was applied for, whatever has become of it since.

    Raises NoSuchCase, EvidenceFiledAlready, TooMuchEvidence.
    """
    if case.stage is Stage.NONE:
        raise NoSuchCase("case", case=case.id)
    if commitment in case.evidence:
        raise EvidenceFiledAlready("file", case=case.id)
    if len(case.evidence) >= MOST_FILES:
        raise TooMuchEvidence("file", case=case.id, most=MOST_FILES)
    return CaseEvidenceFiled(commitment, paper, file_type, size, by, on)


def filed(case: Case, commitment: str) -> str:
    """Return the commitment of a file that the case has. Raises NoSuchEvidence."""
    if commitment not in case.evidence:
        raise NoSuchEvidence("commitment", case=case.id, commitment=commitment[:64])
    return commitment
