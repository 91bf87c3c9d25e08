"""The evidence of a case as it is listed, and one file of it, opened for a stated reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from application import streams
from application.desk import Desk
from application.people import RevealedFile
from application.recorded import Recorded
from application.road import Officer
from application.work import Work
from domain.eligibility.events import CaseEvidenceFiled, EvidenceKind, FileType
from domain.eligibility.evidence import filed
from domain.eligibility.rejections import NoSuchCase
from domain.eligibility.state import case_id


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """One file of a case, without what is in it: `commitment` (hex) names it, `size` is in bytes."""

    position: int
    commitment: str
    paper: EvidenceKind
    file_type: FileType
    size: int
    filed_by: str
    recorded_at: datetime


def evidence_of(programme: str, beneficiary: str, *, desk: Desk, as_of: int) -> tuple[EvidenceFile, ...]:
    """Return the files that had been put to a case by a position, oldest first. Raises NoSuchCase."""
    name = case_id(programme, beneficiary)
    entries = [entry for entry in desk.log.stream(f"case/{name}") if entry.position <= as_of]
    if not entries:
        raise NoSuchCase("case", case=name[:120])
    return listed(entries)


def listed(entries: Sequence[Recorded[object]]) -> tuple[EvidenceFile, ...]:
    """Return what of a case's entries are files."""
    return tuple(
        EvidenceFile(
            entry.position,
            entry.fact.commitment,
            entry.fact.paper,
            entry.fact.file_type,
            entry.fact.size,
            entry.fact.filed_by,
            entry.recorded_at,
        )
        for entry in entries
        if isinstance(entry.fact, CaseEvidenceFiled)
    )


def open_evidence(
    programme: str, beneficiary: str, commitment: str, *, why: str, by: Officer, desk: Desk
) -> tuple[EvidenceFile, RevealedFile]:
    """Return a file of a case in the clear; who opened it and why is noted first.

    Raises NoSuchCase, NoSuchEvidence, ReasonMissing, ReasonNamesThePerson, PersonalDataErased.
    """
    case = streams.existing_case(Work(desk.log, attempt=0), programme, beneficiary)
    filed(case.state, commitment)
    found = evidence_of(programme, beneficiary, desk=desk, as_of=desk.log.head())
    [one] = [each for each in found if each.commitment == commitment]
    return one, desk.vault.reveal_file(beneficiary, commitment, actor=by.id, why=why)
