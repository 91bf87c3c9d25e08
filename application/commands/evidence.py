"""Evidence of cases: the file goes into the vault, and its commitment into the log."""

from __future__ import annotations

from dataclasses import dataclass

from application import streams
from application.desk import Desk
from application.road import Answer, Decide, Officer, WouldDo
from application.work import Work
from domain.eligibility import evidence
from domain.eligibility.events import EvidenceKind, FileType
from domain.eligibility.state import case_id


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEvidence:
    """A file is put to a case; `commitment` (hex) is what the vault answers for it, `size` is in bytes."""

    command_id: str
    programme: str
    beneficiary: str
    paper: EvidenceKind
    commitment: str
    file_type: FileType
    size: int


def file_evidence(
    content: bytes,
    *,
    command_id: str,
    programme: str,
    beneficiary: str,
    paper: EvidenceKind,
    by: Officer,
    desk: Desk,
) -> Answer:
    """Seal a file under its person's key and bind it to the case in the log; the answer says its commitment.

    It is rehearsed before the vault hears of it, so that a refusal leaves the vault as it was. The vault comes first
    and may be asked again: a command that got only as far as the vault is completed by repeating it.

    Raises FileEmpty, FileTooBig, EvidenceTypeUnknown, NoSuchCase, EvidenceFiledAlready, TooMuchEvidence,
    UnknownBeneficiary, PersonalDataErased, and what the road raises.
    """
    ask = FileEvidence(
        command_id=command_id,
        programme=programme,
        beneficiary=beneficiary,
        paper=paper,
        file_type=evidence.type_of(content),
        size=len(content),
        commitment=desk.vault.commitment_to(beneficiary, content),
    )
    decide = _filing(ask, by=by, desk=desk)
    try:
        return desk.take(ask, decide, by=by, dry_run=True)  # it was answered before
    except WouldDo:
        if desk.dry_run:
            raise
    # The reason is kept longer than the file and names nobody; which paper it was stands in the log.
    why = f"case/{case_id(programme, beneficiary)}: {paper.value}"
    desk.vault.keep_file(beneficiary, content, actor=by.id, why=why)
    return desk.take(ask, decide, by=by)


def _filing(ask: FileEvidence, *, by: Officer, desk: Desk) -> Decide:
    def decide(work: Work) -> dict[str, object]:
        case = streams.existing_case(work, ask.programme, ask.beneficiary)
        event = evidence.file_evidence(
            case.state,
            commitment=ask.commitment,
            paper=ask.paper,
            file_type=ask.file_type,
            size=ask.size,
            by=by.id,
            on=desk.clock.today(),
        )
        work.record(case, event)
        return {"commitment": ask.commitment}

    return decide
