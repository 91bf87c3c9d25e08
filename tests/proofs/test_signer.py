"""The signer: it remembers what it signed, signs only what continues it, and keeps what it refused."""

from __future__ import annotations

import itertools
import os
import signal
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from domain.proofs import checkpoint
from domain.proofs.heads import Continuation, Head
from domain.proofs.notes import Scheme, parse_note
from domain.proofs.rejections import ConsistencyNotProven, Forked, NotTheNewestHead, SteppedBack, UnknownOrigin
from domain.proofs.signatures import who_signed
from domain.proofs.tree import consistency_proof
from domain.rejected import Rejected
from infrastructure.proofs import keys
from infrastructure.proofs.asking_signer import AskedSigner, SignerAway
from infrastructure.proofs.memory import MOST_KEPT, LogOpenedAlready, SignerForgot, SignerMemory
from infrastructure.proofs.signer import LOCK_NAME, OTHER_SIGNER, SOCKET_NAME, AskUnreadable, read_ask, written_ask
from tests.proofs.trees import entries, hashes_of, naive_root

ORIGIN = "subsidy-ledger/main/0a1b2c3d"
numbers = itertools.count()
OURS, OTHERS = entries(40), [*entries(6), *entries(34, "other")]


def asked(old: int, new: int, log: list[bytes] = OURS) -> Continuation:
    """What an honest log with these entries would ask."""
    proof = consistency_proof(old, new, hashes_of(log)) if old <= new else []
    return Continuation(old, Head(new, naive_root(log[:new])), tuple(proof))


@dataclass(frozen=True, slots=True)
class Desk:
    """A signer's folder with one log in it, and whoever asks there."""

    folder: Path
    memory: SignerMemory
    signer: AskedSigner

    @property
    def origin(self) -> str:
        return self.memory.origin

    def signs(self, ask: Continuation) -> int:
        note = self.signer.signed(self.origin, ask)
        return self.size_of(note)

    def remembers(self) -> int:
        return self.size_of(self.signer.last(self.origin))

    def size_of(self, note: str) -> int:
        read = parse_note(note)
        head = checkpoint.parse(read.text)
        assert {key.scheme for key in who_signed(read, self.memory.verifier_keys(), keys.is_good)} == {
            Scheme.ED25519,
            Scheme.ML_DSA_44,
        }
        assert head.origin == self.origin
        return head.size


@pytest.fixture
def desk(signer: AskedSigner, signer_folder: Path) -> Desk:
    return Desk(signer_folder, SignerMemory.open(signer_folder, f"{ORIGIN}{next(numbers)}"), signer)


def test_it_signs_what_continues_what_it_signed(desk: Desk) -> None:
    assert desk.remembers() == 0
    assert [desk.signs(asked(old, new)) for old, new in ((0, 1), (1, 7), (7, 8), (8, 40))] == [1, 7, 8, 40]
    assert desk.remembers() == 40
    assert list(desk.memory.refused()) == []


def test_the_same_head_is_given_again_as_it_was(desk: Desk) -> None:
    first = desk.signer.signed(desk.origin, asked(0, 7))
    assert desk.signer.signed(desk.origin, asked(7, 7)) == first == desk.signer.last(desk.origin)


@pytest.mark.parametrize(
    ("ask", "refusal"),
    [
        (asked(7, 6), SteppedBack),
        (asked(7, 0), SteppedBack),
        (asked(7, 7, OTHERS), Forked),
        (asked(7, 20, OTHERS), ConsistencyNotProven),
        (Continuation(7, Head(20, naive_root(OURS[:20]))), ConsistencyNotProven),
        (Continuation(7, Head(20, b"short"), asked(7, 20).proof), ConsistencyNotProven),
    ],
)
def test_a_fork_and_a_step_back_are_refused_and_kept_as_evidence_once(
    desk: Desk, ask: Continuation, refusal: type[Rejected]
) -> None:
    desk.signs(asked(0, 7))
    for _ in range(2):
        with pytest.raises(refusal):
            desk.signs(ask)
    (kept,) = desk.memory.refused()
    assert (kept["refused"], kept["old"], kept["new"]) == (refusal.code, ask.old, ask.new.size)
    assert kept["root"] == ask.new.root.hex()
    assert desk.size_of(str(kept["signed_before"])) == 7
    assert desk.remembers() == 7
    assert desk.signs(asked(7, 20)) == 20, "and the true log goes on"


def test_evidence_does_not_fill_the_disk(desk: Desk) -> None:
    desk.signs(asked(0, 7))
    for number in range(MOST_KEPT):
        (desk.memory.folder / "refused" / f"{number}.json").write_text('{"at": "before"}')
    with pytest.raises(SteppedBack):
        desk.signs(asked(7, 6))
    assert len(list(desk.memory.refused())) == MOST_KEPT


def test_whoever_asks_from_an_older_head_is_told_the_newest_and_nothing_is_held_against_him(desk: Desk) -> None:
    desk.signs(asked(0, 7))
    with pytest.raises(NotTheNewestHead) as told:
        desk.signs(asked(0, 20))
    assert told.value.facts == {"asked": "0", "last": "7"}
    with pytest.raises(NotTheNewestHead):
        desk.signs(asked(20, 30))
    assert list(desk.memory.refused()) == []


def test_what_is_signed_was_remembered_first_so_a_new_signer_knows_it(desk: Desk) -> None:
    desk.signs(asked(0, 7))
    assert desk.signer.process is not None
    os.kill(desk.signer.process, signal.SIGKILL)
    with pytest.raises(SteppedBack):
        desk.signs(asked(7, 3))
    assert desk.remembers() == 7


def test_a_signer_whose_memory_is_gone_or_made_up_signs_nothing(desk: Desk) -> None:
    desk.signs(asked(0, 7))
    last = desk.folder / desk.memory.folder.name / "last"
    true = last.read_text("utf-8")
    for made_up in ("", true.replace("\n7\n", "\n6\n"), true[:-40], true.replace("main", "mine")):
        last.write_text(made_up, "utf-8")
        with pytest.raises(SignerForgot):
            desk.signs(asked(7, 20))
    last.unlink()
    with pytest.raises(SignerForgot):
        desk.signs(asked(0, 20))
    last.write_text(true, "utf-8")
    assert desk.signs(asked(7, 20)) == 20


def test_it_signs_for_the_logs_it_was_given_only(desk: Desk) -> None:
    with pytest.raises(UnknownOrigin):
        desk.signer.last("subsidy-ledger/other/0a1b2c3d")
    with pytest.raises(UnknownOrigin):
        desk.signer.signed("..", asked(0, 7))
    with pytest.raises(LogOpenedAlready):
        SignerMemory.open(desk.folder, desk.origin)


def test_the_folder_the_socket_and_the_keys_are_its_owners_alone(desk: Desk) -> None:
    desk.remembers()
    assert stat.S_IMODE(desk.folder.stat().st_mode) == 0o700
    assert stat.S_ISSOCK((desk.folder / SOCKET_NAME).stat().st_mode)
    for path in desk.memory.folder.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0 or path.is_dir(), path


def test_many_may_ask_at_once_and_one_history_comes_of_it(desk: Desk) -> None:
    def ask(number: int) -> int:
        for _ in range(200):
            old = desk.remembers()
            try:
                return desk.signs(asked(old, min(old + 1 + number % 3, 40)))
            except NotTheNewestHead:
                continue
        raise AssertionError("always another one was faster")

    with ThreadPoolExecutor(4) as askers:
        sizes = list(askers.map(ask, range(12)))
    assert desk.remembers() == max(sizes)
    assert list(desk.memory.refused()) == []


def test_two_signers_do_not_share_a_folder(desk: Desk) -> None:
    desk.remembers()
    command = [sys.executable, "-P", "-m", "infrastructure.proofs.signer", str(desk.folder)]
    assert subprocess.run(command, cwd="/", check=False, timeout=60).returncode == OTHER_SIGNER
    with AskedSigner(desk.folder) as another:
        assert desk.size_of(another.last(desk.origin)) == 0
        assert another.process is None


def test_it_leaves_with_whoever_started_it_and_another_takes_over(tmp_path: Path) -> None:
    SignerMemory.open(tmp_path, ORIGIN)
    with AskedSigner(tmp_path) as second:
        with AskedSigner(tmp_path) as first:
            first.last(ORIGIN)
            second.last(ORIGIN)
            assert (first.process is not None, second.process) == (True, None)
        assert not (tmp_path / SOCKET_NAME).exists()
        assert "\n7\n" in second.signed(ORIGIN, asked(0, 7))
        assert second.process is not None


def test_a_signer_may_stand_alone_and_leaves_when_told(tmp_path: Path) -> None:
    folder = tmp_path / "signer"
    SignerMemory.open(folder, ORIGIN)
    command = [sys.executable, "-P", "-m", "infrastructure.proofs.signer", str(folder)]
    with subprocess.Popen(command, cwd="/") as process:
        while not (folder / SOCKET_NAME).exists():
            assert process.poll() is None
            time.sleep(0.01)
        with AskedSigner(folder, start=False) as asking:
            assert "\n0\n" in asking.last(ORIGIN)
        process.terminate()
        assert process.wait(30) == 0
    assert (folder / LOCK_NAME).exists()


def test_without_a_signer_one_is_told_so(tmp_path: Path) -> None:
    SignerMemory.open(tmp_path / "signer", ORIGIN)
    with AskedSigner(tmp_path / "signer", start=False, patience=0.1) as asking, pytest.raises(SignerAway):
        asking.last(ORIGIN)


def test_a_folder_may_lie_deeper_than_a_sockets_name_is_long(tmp_path: Path) -> None:
    folder = tmp_path / ("deep" * 20) / ("deeper" * 10) / "签名"
    SignerMemory.open(folder, ORIGIN)
    with AskedSigner(folder) as asking:
        assert "\n0\n" in asking.last(ORIGIN)


def test_the_signer_has_no_way_to_the_database() -> None:
    looks = "import sys, infrastructure.proofs.signer; sys.exit('psycopg' in sys.modules)"
    assert subprocess.run([sys.executable, "-P", "-c", looks], cwd="/", check=False, timeout=60).returncode == 0


def test_an_ask_is_read_as_it_was_written_and_nonsense_is_refused() -> None:
    assert read_ask(written_ask(ORIGIN, asked(7, 20))) == (ORIGIN, asked(7, 20))
    assert read_ask(written_ask(ORIGIN, None)) == (ORIGIN, None)
    for nonsense in (
        b"\n",
        b"[]\n",
        b"{}\n",
        b'{"origin": "a", "old": 1}\n',
        b"\xff\n",
        written_ask(ORIGIN, None)[:-3],
    ):
        with pytest.raises(AskUnreadable):
            read_ask(nonsense)
