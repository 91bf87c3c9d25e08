"""Witnesses: what they cosign, what they refuse and under which status, and how a log gets its quorum."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.proofs import receipt_of
from domain.proofs.checkpoint import Checkpoint
from domain.proofs.heads import Head
from domain.proofs.notes import Note, Scheme, parse_note, parse_signatures
from domain.proofs.policy import Group, Policy
from domain.proofs.rejections import MalformedSubmission
from domain.proofs.signatures import fits, signed, signed_at, who_signed
from domain.proofs.submissions import Submission, parse_submission
from domain.proofs.tree import consistency_proof
from infrastructure.log.memory_log import MemoryLog
from infrastructure.proofs.asking_signer import AskedSigner
from infrastructure.proofs.gathering import Gatherer, Gathering
from infrastructure.proofs.keys import SigningKey, is_good
from infrastructure.proofs.published import PublishedLog
from infrastructure.proofs.witness import Witness, WitnessForgot, WitnessKnowsLog
from infrastructure.proofs.witness_server import WitnessAtWork, serving
from tests.proofs.office import Office, is_one_history, open_office
from tests.proofs.trees import entries, hashes_of, naive_root

ORIGIN = "subsidy-ledger/main/0a1b2c3d"
LOG = SigningKey.generate(ORIGIN, Scheme.ED25519)
OURS, OTHERS = entries(40), [*entries(6), *entries(34, "other")]


def note(size: int, log: list[bytes] = OURS, key: SigningKey = LOG, origin: str = ORIGIN) -> str:
    text = Checkpoint(origin, size, naive_root(log[:size])).text
    return str(Note(text, (signed(text, key, seconds=0),)))


def submission(old: int, new: int, log: list[bytes] = OURS) -> Submission:
    proof = consistency_proof(old, new, hashes_of(log)) if old <= new else []
    return Submission(old, tuple(proof), note(new, log))


@dataclass(frozen=True, slots=True)
class Door:
    """A witness behind its address."""

    witness: Witness
    folder: Path
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def asked(
        self, body: Submission | str, path: str = "/add-checkpoint", method: str = "POST", length: str = ""
    ) -> tuple[int, str, str]:
        """Ask and return status, type and text of the answer; `length` is what is said in place of the true one."""
        content = str(body).encode()
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request(method, path, content, {"Content-Length": length or str(len(content))})
            answer = connection.getresponse()
            return answer.status, answer.getheader("Content-Type", ""), answer.read().decode()

    def cosigns(self, body: Submission) -> None:
        """See that the answer is two cosignatures of the submitted checkpoint."""
        status, _, lines = self.asked(body)
        assert status == 200, lines
        found = parse_signatures(lines)
        for line, key in zip(found, self.witness.verifier_keys(), strict=True):
            assert fits(parse_note(body.note).text, line, key, is_good)
            assert signed_at(line, key) > 1_700_000_000


@contextmanager
def a_witness(folder: Path, name: str) -> Iterator[Door]:
    Witness.open(folder, name)
    with serving(folder, "127.0.0.1", 0) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield Door(server.witness, folder, server.server_address[1])
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    with a_witness(tmp_path / "witness", "city/w") as opened:
        opened.witness.know([LOG.key])
        yield opened


def test_it_cosigns_what_continues_what_it_cosigned(door: Door) -> None:
    for old, new in ((0, 7), (7, 7), (7, 8), (8, 40)):
        door.cosigns(submission(old, new))
    assert door.witness.last(ORIGIN).size == 40


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        (submission(0, 7), 409, "7\n"),
        (submission(3, 20), 409, "7\n"),
        (submission(20, 30), 409, "7\n"),
        (submission(7, 7, OTHERS), 409, "Another tree"),
        (submission(7, 20, OTHERS), 422, "not shown to continue"),
        (replace(submission(7, 20), proof=()), 422, "not shown to continue"),
        (Submission(7, submission(7, 20).proof, note(7)), 422, "not shown to continue"),
        (submission(7, 6), 400, "larger than"),
        (Submission(7, submission(7, 20).proof, note(20, origin="another/log")), 404, "not known here"),
        (Submission(7, submission(7, 20).proof, note(20).replace("\n20\n", "\n21\n")), 403, "does not fit"),
        (
            Submission(7, submission(7, 20).proof, note(20, key=SigningKey.generate(ORIGIN, Scheme.ED25519))),
            403,
            "No key that is trusted",
        ),
        (replace(submission(7, 20), note=""), 400, "not a signed note"),
        ("old 7\n", 400, "not a checkpoint submitted"),
        (str(submission(7, 20)).replace("old 7", "old 07"), 400, "not a checkpoint submitted"),
        (str(submission(7, 20)).replace("old 7\n", "old 7\nAAAA\n"), 400, "not a checkpoint submitted"),
    ],
)
def test_it_answers_as_the_specification_says(door: Door, body: Submission, status: int, told: str) -> None:
    door.cosigns(submission(0, 7))
    got, kind, text = door.asked(body)
    assert (got, told in text) == (status, True), text
    assert (kind == "text/x.tlog.size") == (told == "7\n")
    assert door.witness.last(ORIGIN).size == 7
    door.cosigns(submission(7, 20))


def test_what_a_log_signed_against_itself_is_kept_once(door: Door) -> None:
    door.cosigns(submission(0, 7))
    for _ in range(2):
        for fork in (submission(7, 7, OTHERS), submission(7, 20, OTHERS)):
            door.asked(fork)
    for harmless in (submission(0, 20), submission(7, 6), replace(submission(7, 20), note=note(20, origin="x"))):
        door.asked(harmless)
    kept = door.witness.refused(ORIGIN)
    assert len(kept) == 2
    assert any(note(20, OTHERS) in told and "cosigned before" in told for told in kept)


def test_strangers_and_repeated_signatures_do_not_choke_its_memory(door: Door) -> None:
    whole = note(7)
    stranger = str(signed(parse_note(whole).text, SigningKey.generate("x", Scheme.ED25519), seconds=0))
    own = str(parse_note(whole).signatures[0])
    door.cosigns(replace(submission(0, 7), note=whole + stranger * 50 + own * 49))
    door.cosigns(submission(7, 20))
    long = Checkpoint(ORIGIN, 30, naive_root(OURS[:30]), ("x" * 200_000,))
    text = str(Note(long.text, (signed(long.text, LOG, seconds=0),)))
    assert door.asked(replace(submission(20, 30), note=text))[0] == 413
    with pytest.raises(MalformedSubmission):
        parse_submission(str(replace(submission(20, 30), note=text)))
    long = replace(long, extensions=("x" * 150_000,))
    text = str(Note(long.text, (signed(long.text, LOG, seconds=0),)))
    door.cosigns(replace(submission(20, 30), note=text))
    assert door.witness.last(ORIGIN).size == 30


def test_nothing_else_is_answered(door: Door) -> None:
    assert door.asked("", "/")[0] == 404
    assert door.asked("", "/add-checkpoint", "GET")[0] == 501
    assert door.asked("", "/add-checkpoint", "PUT")[0] == 501
    assert door.asked("", length="200001")[0] == 413
    assert door.asked("", length="9" * 5000)[0] == 411
    assert door.asked("", length="-1")[0] == 411
    door.cosigns(submission(0, 7))


def test_a_witness_whose_memory_is_gone_or_made_up_cosigns_nothing(door: Door) -> None:
    door.cosigns(submission(0, 7))
    (last,) = door.folder.glob("logs/*/last")
    true = last.read_text("utf-8")
    for made_up in (note(6), true.replace("\n7\n", "\n6\n"), ""):
        last.write_text(made_up, "utf-8")
        assert door.asked(submission(6, 20))[0] == 503
    last.unlink()
    assert door.asked(submission(0, 20))[0] == 503
    with pytest.raises(WitnessForgot):
        door.witness.last(ORIGIN)


def test_a_log_is_made_known_once_and_a_folder_has_one_witness_at_work(door: Door) -> None:
    with pytest.raises(WitnessKnowsLog):
        door.witness.know([LOG.key])
    with pytest.raises(WitnessAtWork), serving(door.folder, "127.0.0.1", 0):
        pass


def test_submissions_that_race_leave_one_history(door: Door) -> None:
    answers: list[int] = []

    def submit(new: int) -> None:
        answers.append(door.asked(submission(0, new))[0])

    threads = [threading.Thread(target=submit, args=(new,)) for new in (5, 9, 14, 23)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 409, 409, 409]


@given(st.integers(0, 40), st.integers(0, 40))
def test_a_submission_is_read_as_it_was_written(old: int, new: int) -> None:
    assert parse_submission(str(submission(old, new))) == submission(old, new)


def test_a_proof_of_more_than_63_lines_is_refused() -> None:
    with pytest.raises(MalformedSubmission):
        parse_submission(str(Submission(7, (bytes(32),) * 64, note(20))))


@dataclass(frozen=True, slots=True)
class Watched:
    """An office with three witnesses, two of which are enough."""

    office: Office
    doors: list[Door]
    policy: Policy


@pytest.fixture
def watched(tmp_path: Path, signer: AskedSigner, signer_folder: Path) -> Iterator[Watched]:
    office = open_office(MemoryLog("main"), tmp_path, signer, signer_folder)
    with ExitStack() as stack:
        doors = [stack.enter_context(a_witness(tmp_path / f"w{one}", f"city/w{one}")) for one in range(3)]
        for door in doors:
            door.witness.know(office.files.keys())
        names = {f"w{one}": door.witness.verifier_keys()[0] for one, door in enumerate(doors)}
        addresses = {f"w{one}": f"{door.address}/" for one, door in enumerate(doors)}
        policy = Policy(office.files.keys(), names, {"two": Group(2, tuple(names))}, "two", addresses)
        yield Watched(office, doors, policy)


def test_a_log_gets_its_quorum_and_receipts_say_so(watched: Watched) -> None:
    office, notes = watched.office, []
    gathering = Gathering(office.files, watched.policy)
    assert not gathering.step(), "nothing is sealed yet"
    for count in (3, 300, 1):
        office.records(count)
        office.seals()
        assert gathering.step()
        assert gathering.step(), "asking again does no harm"
        notes.append(office.files.witnessed())
    is_one_history(office.files, notes)
    receipt = receipt_of(PublishedLog(office.files, office.log, witnessed=True), 4)
    assert receipt.verified(office.bodies()[3], watched.policy, is_good).size == 304
    assert len(who_signed(parse_note(notes[-1]), watched.policy.witnesses.values(), is_good)) == 3


def test_a_quorum_may_miss_a_witness_but_not_two(watched: Watched) -> None:
    office = watched.office
    gathering = Gathering(office.files, watched.policy)
    office.records(3)
    office.seals()
    nowhere = replace(watched.policy, addresses={**watched.policy.addresses, "w0": "http://127.0.0.1:9/"})
    assert Gathering(office.files, nowhere).step()
    office.records(3)
    office.seals()
    two_nowhere = replace(nowhere, addresses={**nowhere.addresses, "w1": "ftp://127.0.0.1/"})
    missing = Gathering(office.files, two_nowhere)
    assert not missing.step()
    assert len(missing.declined) == 2
    assert office.files.witnessed() != ""
    assert gathering.step(), "the witness that was away is brought up from what it cosigned last"


def test_a_fork_that_the_logs_own_keys_signed_gets_no_witness(watched: Watched) -> None:
    """Whoever has the signer's keys and goes round its memory has the witnesses against him, and his signature."""
    office = watched.office
    office.records(10)
    office.seals()
    assert Gathering(office.files, watched.policy).step()
    forged = office.memory.sign(Head(20, naive_root(OTHERS[:20])))
    gathered = Gatherer(watched.policy).gather(forged, lambda old: consistency_proof(old, 20, hashes_of(OTHERS)))
    assert [told.split(" ")[1] for told in gathered.declined.values()] == ["422"] * 3
    for door in watched.doors:
        (kept,) = door.witness.refused(office.files.origin())
        assert forged in kept
    assert gathered.note == forged
