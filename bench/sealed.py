"""What do proofs cost: verifying a log alone, proving one entry, sealing a batch?"""

from __future__ import annotations

import hashlib
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psycopg

from application.commands.batches import ReleaseBatch, release_batch
from application.proofs import receipt_of
from bench import county, synthetic_log
from bench.harness import Question, Run, Stopwatch, percentile, timed
from domain.proofs.policy import Policy
from infrastructure.auditing.log_alone import verify_log
from infrastructure.auditing.seals import Seals, seals_of_ledger
from infrastructure.log.pool import open_pool
from infrastructure.log.postgres_log import PostgresLog
from infrastructure.proofs.asking_signer import AskedSigner
from infrastructure.proofs.keys import is_good
from infrastructure.proofs.published import PublishedLog
from infrastructure.proofs.sealer import Sealer
from infrastructure.proofs.sealing import SIGNER_FOLDER, Sealing, open_proofs
from infrastructure.proofs.sealing import sealing as sealing_beside
from infrastructure.proofs.tiles_store import PublishedFiles
from infrastructure.schema.migrate import open_ledger

_VERIFY = (
    "`verify --log` of a sealed log: every entry hashed in two processes, the tree built, the signed root found again; "
    "and one SHA-256 over the same bytes as a binary COPY brings them to one process. In turn, the log in memory."
)
_PROOF = "A receipt of a random entry: its proof from the published tiles, its bytes, its check against the root."
_SEALING = (
    "The same release with and without the log being sealed by a thread of that very process, in turn; and how long "
    "after its answer the batch lies under a signed checkpoint, its tiles durable."
)
MOST_TIMES_BARE = 3.0
LATEST_PROOF_MS = 10.0
FLAT = 3.0
MOST_ADDED = 1.1


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed log of some size."""

    conninfo: str
    home: Path
    log: PostgresLog
    files: PublishedFiles

    @property
    def seals(self) -> Seals:
        found = seals_of_ledger(self.home, self.log.ledger, self.home / SIGNER_FOLDER)
        assert found is not None
        return found


def verify(run: Run) -> Question:
    """Verify and hash the same log in turn."""
    question, size = Question("verify", _VERIFY), run.size(1_000_000, 2_000)
    with run.server.database("verify") as there, _sealed(there.conninfo, size, run) as sealed:
        times: dict[str, list[float]] = {"verify": [], "bare": []}
        for turn in range(run.size(6, 2)):
            bare = timed(lambda: _bare(there.conninfo, sealed.log.ledger))
            took = timed(lambda: _verified(sealed))
            if turn:
                times["bare"].append(bare)
                times["verify"].append(took)
        bare = question.measured(f"bare SHA-256 of {size} entries", times["bare"])
        took = question.measured(f"verify {size} entries", times["verify"])
        question.found("times the bare hash", took / bare, "×", at_most=MOST_TIMES_BARE)
        question.found("entries verified a second", size / took, "/s")
    return question


def proof(run: Run) -> Question:
    """Prove entries of a short and of a long log."""
    question, medians = Question("proof", _PROOF), []
    with run.server.database("proof") as there:
        for size in (run.size(10_000, 300), run.size(1_000_000, 2_000)):
            with _sealed(there.conninfo, size, run) as sealed:
                published, chance = PublishedLog(sealed.files, sealed.log), random.Random(20170425)
                policy, samples = Policy(sealed.files.keys()), list[float]()
                for turn in range(-10, run.size(500, 50)):
                    position = chance.randint(1, size)
                    took = timed(partial(receipt_of, published, position))
                    if turn >= 0:
                        samples.append(took * 1000)
                one = receipt_of(published, size // 2)
                one.verified(one.extra, policy, is_good)
                medians.append(question.measured(f"proof in {size} entries, median", samples, "ms"))
                p99 = percentile(samples, 0.99)
                question.found(f"proof in {size} entries, p99", p99, "ms", at_most=LATEST_PROOF_MS)
    question.found("long log / short log", medians[1] / medians[0], "×", at_most=FLAT)
    return question


def sealing(run: Run) -> Question:
    """Release a batch a month, every other one while the log is sealed in the same process."""
    question = Question("sealing", _SEALING)
    lines, months = run.size(10_000, 300), run.size(20, 4)
    took: dict[bool, list[float]] = {True: [], False: []}
    lag: list[float] = []
    with (
        run.server.database("sealing") as there,
        tempfile.TemporaryDirectory() as folder,
        county.opened(there.conninfo, lines) as office,
    ):
        for month in range(-2, months):  # The first two warm everybody up.
            batch, beside = county.approved_batch(office.desk, month + 2), bool(month % 2)
            office.views.wait_for(office.log.head(), timeout=300)
            with sealing_beside(office.log, Path(folder)) if beside else nullcontext() as running:
                if running is not None:
                    _wait_sealed(running, office.log.head())
                ask = ReleaseBatch(
                    command_id=f"release-{month + 2:04d}", batch_id=batch, value_date=county.month(month + 2)[1]
                )
                watch = Stopwatch()
                answer = release_batch(ask, by=county.RELEASER, desk=office.desk)
                seconds = watch.seconds()
                if running is not None:
                    _wait_sealed(running, answer.position)
                    lag += [watch.seconds() - seconds] * (month >= 0)
            office.views.wait_for(answer.position, timeout=300)
            if month >= 0:
                took[beside].append(seconds)
    plain = question.measured("release, nobody seals", took[False])
    sealed = question.measured("release, sealed in the same process", took[True])
    question.measured("until its checkpoint is published", lag)
    question.found("what sealing adds to a release", sealed / plain, "×", at_most=MOST_ADDED)
    return question


def _wait_sealed(running: Sealing, position: int) -> None:
    while running.sealer.sealed < position:
        time.sleep(0.002)


@contextmanager
def _sealed(conninfo: str, size: int, run: Run) -> Iterator[Sealed]:
    ledger = f"sealed-{size}-{random.randrange(10**9)}"
    run.say(f"a log of {size} entries to seal …")
    open_ledger(conninfo, ledger)
    synthetic_log.write(conninfo, ledger, size)
    with (
        tempfile.TemporaryDirectory() as folder,
        open_pool(conninfo) as pool,
        AskedSigner(Path(folder) / SIGNER_FOLDER) as signer,
    ):
        home, log = Path(folder), PostgresLog(pool, ledger)
        open_proofs(home, ledger, home / SIGNER_FOLDER)
        files = PublishedFiles(home, ledger)
        signer.last(files.origin())  # it is at work
        sealer = Sealer(log, files, signer)
        _seal(sealer, log.head())
        yield Sealed(conninfo, home, log, files)


def _seal(sealer: Sealer, size: int) -> None:
    while sealer.sealed < size:
        sealer.read_on()
        sealer.seal()


def _verified(sealed: Sealed) -> None:
    found = list(verify_log(sealed.conninfo, sealed.log.ledger, seals=sealed.seals))
    assert found == [], found


def _bare(conninfo: str, ledger: str) -> str:
    hashed = hashlib.sha256()
    query = "COPY (SELECT body FROM subsidy.entry WHERE ledger = '{}' ORDER BY position) TO STDOUT (FORMAT BINARY)"
    with psycopg.connect(conninfo) as connection, connection.cursor().copy(query.format(ledger).encode()) as copy:
        for data in copy:
            hashed.update(data)
    return hashed.hexdigest()
