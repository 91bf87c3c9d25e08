"""Papers of a case: what is taken in, what is refused, and what is healed between vault and log."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from application import evidence as questions
from application.commands.evidence import file_evidence
from application.people import AccessAction
from application.ports import Log
from application.recorded import Change
from application.road import Answer, CommandIdReused, Officer, WouldDo
from domain.eligibility.events import CaseApplied, CaseEvidenceFiled, EvidenceKind, FileType
from domain.eligibility.evidence import MOST_BYTES, MOST_FILES, type_of
from domain.eligibility.rejections import (
    EvidenceFiledAlready,
    EvidenceTypeUnknown,
    NoSuchCase,
    NoSuchEvidence,
    TooMuchEvidence,
)
from domain.personal_data import PersonalDataErased, ReasonMissing, UnknownBeneficiary
from domain.rejected import Rejected
from domain.uploads import FileEmpty, FileTooBig
from tests.support.people_desk import LI, TODAY, Crash, Room, a_room

WU, CHEN = Officer("wu"), Officer("chen")
MEDICINE = "psy-medicine"
PDF, JPEG, PNG = b"%PDF-1.7\n%scan", b"\xff\xd8\xff\xe0scan", b"\x89PNG\r\n\x1a\nscan"


def with_case(room: Room) -> str:
    """Register somebody and take their application; return their id."""
    [li] = room.vault.admit([LI], actor="wu", why="people import")
    person = li.beneficiary_id
    applied = CaseApplied("990101", TODAY, "wu", ())
    log: Log = room.log
    log.append(
        [Change(f"case/{MEDICINE}/{person}", 0, (applied,))],
        actor="wu",
        command_id=f"apply-{person}",
        request_hash="0" * 64,
        answer=None,
    )
    return person


def put(
    room: Room, person: str, content: bytes = PDF, *, command_id: str = "paper-01", dry_run: bool = False
) -> Answer:
    return file_evidence(
        content,
        command_id=command_id,
        programme=MEDICINE,
        beneficiary=person,
        paper=EvidenceKind.INCOME,
        by=WU,
        desk=dataclasses.replace(room.desk, dry_run=dry_run),
    )


def filed(room: Room, person: str) -> list[CaseEvidenceFiled]:
    entries = room.log.stream(f"case/{MEDICINE}/{person}")
    return [entry.fact for entry in entries if isinstance(entry.fact, CaseEvidenceFiled)]


@pytest.mark.parametrize(("content", "found"), [(PDF, FileType.PDF), (JPEG, FileType.JPEG), (PNG, FileType.PNG)])
def test_what_a_file_is_is_seen_by_its_first_bytes(content: bytes, found: FileType) -> None:
    assert type_of(content) is found


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", FileEmpty),
        (b"MZ\x90 a program", EvidenceTypeUnknown),
        (b"<html>", EvidenceTypeUnknown),
        (b" %PDF-1.7", EvidenceTypeUnknown),
        (b"PK\x03\x04", EvidenceTypeUnknown),
        (PDF.ljust(MOST_BYTES + 1, b" "), FileTooBig),
    ],
)
def test_a_file_that_is_no_paper_is_refused_and_the_vault_hears_nothing_of_it(
    content: bytes, refusal: type[Rejected]
) -> None:
    room = a_room()
    person = with_case(room)
    with pytest.raises(refusal):
        put(room, person, content)
    assert room.vault.files == {}
    assert filed(room, person) == []


def test_the_largest_file_is_taken() -> None:
    room = a_room()
    put(room, with_case(room), PDF.ljust(MOST_BYTES, b" "))


def test_the_log_has_the_commitment_and_the_vault_the_file() -> None:
    room = a_room()
    person = with_case(room)
    answer = put(room, person)
    [fact] = filed(room, person)
    assert fact == CaseEvidenceFiled(
        str(answer.said["commitment"]), EvidenceKind.INCOME, FileType.PDF, len(PDF), "wu", TODAY
    )
    [one] = questions.evidence_of(MEDICINE, person, desk=room.desk, as_of=room.log.head())
    assert (one.commitment, one.filed_by, one.position) == (fact.commitment, "wu", 2)
    assert questions.evidence_of(MEDICINE, person, desk=room.desk, as_of=1) == ()
    found, opened = questions.open_evidence(MEDICINE, person, fact.commitment, why="review", by=CHEN, desk=room.desk)
    assert (found, opened.content) == (one, PDF)
    assert [(each.actor, each.action) for each in room.vault.accesses(person)[1:]] == [
        ("wu", AccessAction.FILED),
        ("chen", AccessAction.FILE_REVEALED),
    ]


def test_the_same_command_again_is_answered_as_before_and_with_another_file_refused() -> None:
    room = a_room()
    person = with_case(room)
    first, again = put(room, person), put(room, person)
    assert (again.body, again.replayed) == (first.body, True)
    with pytest.raises(CommandIdReused):
        put(room, person, JPEG)
    assert len(filed(room, person)) == len(room.vault.files) == 1


def test_the_same_file_twice_is_refused_and_so_is_one_too_many() -> None:
    room = a_room()
    person = with_case(room)
    put(room, person)
    with pytest.raises(EvidenceFiledAlready):
        put(room, person, command_id="paper-02")
    for number in range(MOST_FILES - 1):
        put(room, person, PDF + str(number).encode(), command_id=f"more-{number:04d}")
    with pytest.raises(TooMuchEvidence):
        put(room, person, JPEG, command_id="paper-03")
    assert len(room.vault.files) == MOST_FILES


def test_a_crash_between_vault_and_log_is_healed_by_asking_again() -> None:
    room = a_room()
    person = with_case(room)
    room.log.crash_next = True
    with pytest.raises(Crash):
        put(room, person)
    assert (len(room.vault.files), filed(room, person)) == (1, [])
    put(room, person)
    assert [fact.commitment for fact in filed(room, person)] == [name for _, name in room.vault.files]


def test_a_dry_run_keeps_no_file_and_no_entry() -> None:
    room = a_room()
    person = with_case(room)
    with pytest.raises(WouldDo):
        put(room, person, dry_run=True)
    assert room.vault.files == {}
    assert filed(room, person) == []


def test_without_a_case_or_a_person_nothing_is_kept() -> None:
    room = a_room()
    [li] = room.vault.admit([LI], actor="wu", why="people import")
    with pytest.raises(NoSuchCase):
        put(room, li.beneficiary_id)
    with pytest.raises(UnknownBeneficiary):
        put(room, "b-0000000000000000")
    with pytest.raises(NoSuchCase):
        questions.evidence_of(MEDICINE, li.beneficiary_id, desk=room.desk, as_of=9)
    assert room.vault.files == {}


def test_a_paper_of_another_case_is_not_opened_here_and_none_without_a_reason() -> None:
    room = a_room()
    person = with_case(room)
    commitment = str(put(room, person).said["commitment"])
    with pytest.raises(NoSuchEvidence):
        questions.open_evidence(MEDICINE, person, "ab" * 32, why="review", by=CHEN, desk=room.desk)
    with pytest.raises(ReasonMissing):
        questions.open_evidence(MEDICINE, person, commitment, why=" ", by=CHEN, desk=room.desk)


def test_after_erasure_the_entry_stays_and_the_file_is_gone() -> None:
    room = a_room()
    person = with_case(room)
    commitment = str(put(room, person).said["commitment"])
    room.vault.erase(person, actor="head", why="申请〔2026〕3号")
    assert room.vault.files == {}
    assert [one.commitment for one in questions.evidence_of(MEDICINE, person, desk=room.desk, as_of=9)] == [commitment]
    with pytest.raises(PersonalDataErased):
        questions.open_evidence(MEDICINE, person, commitment, why="review", by=CHEN, desk=room.desk)
    with pytest.raises(PersonalDataErased):
        put(room, person, JPEG, command_id="paper-02")


def test_papers_stay_with_a_case_that_is_applied_for_again() -> None:
    from domain.eligibility.state import replay

    applied = CaseApplied("990101", date(2026, 1, 1), "wu", ())
    paper = CaseEvidenceFiled("ab" * 32, EvidenceKind.PHOTO, FileType.JPEG, 9, "wu", TODAY)
    assert replay("p/b", (applied, paper, applied)).evidence == (paper.commitment,)
