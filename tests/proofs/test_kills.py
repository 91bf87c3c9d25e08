"""kill -9 of sealer and signer at any moment, and old databases brought back: there is one history, signed once."""

from __future__ import annotations

import multiprocessing
import os
import random
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from domain.proofs.heads import Continuation, Head
from domain.proofs.rejections import ConsistencyNotProven, Forked, NotTheNewestHead, SteppedBack
from domain.proofs.tiles import Tile, named
from domain.proofs.tree import consistency_proof, leaf_hash, root
from domain.rejected import Rejected
from infrastructure.log.pool import Pool, open_pool
from infrastructure.log.postgres_log import PostgresLog
from infrastructure.proofs.asking_signer import AskedSigner, SignerAway
from infrastructure.proofs.memory import SignerMemory
from infrastructure.proofs.sealer import Sealer
from infrastructure.schema.migrate import migrate, open_ledger
from tests.proofs.a_sealer import seal_for_ever
from tests.proofs.office import Office, is_one_history, open_office, seals_the_log, seen
from tests.proofs.trees import entries, hashes_of, table_of

pytestmark = pytest.mark.fault

SEED = int(os.environ.get("FAULT_SEED") or random.SystemRandom().randrange(10**6))
KILLS = 12
ORIGIN = "subsidy-ledger/main/0a1b2c3d"

_nursery = multiprocessing.get_context("forkserver")
_nursery.set_forkserver_preload(["tests.proofs.a_sealer"])


def test_a_sealer_killed_at_any_moment_leaves_one_history(
    log_database: str, pool: Pool, new_ledger: Callable[[], str], tmp_path: Path
) -> None:
    print(f"seed {SEED}")
    chance, folder = random.Random(SEED), tmp_path / "signer"
    with AskedSigner(folder) as signer:
        office = open_office(PostgresLog(pool, new_ledger()), tmp_path, signer, folder)
    notes: set[str] = set()
    for _ in range(KILLS):
        arguments = (log_database, office.log.ledger, tmp_path, folder)
        process = _nursery.Process(target=seal_for_ever, args=arguments)
        process.start()
        before = office.memory.last()
        office.records(chance.choice((1, 3, 255, 600)))
        while office.memory.last() == before:
            time.sleep(0.001)  # it has begun to seal
        for count in (1, chance.randrange(1, 300)):
            office.records(count)
        time.sleep(chance.uniform(0.0, 0.06))
        process.kill()
        process.join()
        if published := office.files.note():
            is_one_history(office.files, [published])  # whatever is published has its tiles
        notes |= {note for note in (published, office.memory.last()) if note}
    with AskedSigner(folder) as signer:
        last = Office(office.log, tmp_path, office.files, signer, folder, Sealer(office.log, office.files, signer))
        last.seals()
        seals_the_log(last)
    is_one_history(office.files, [*notes, office.files.note()])
    assert list(office.memory.refused()) == []
    every_tile_is_the_trees_own(office)
    assert len({seen(office.files, note).size for note in notes}) > 2


def every_tile_is_the_trees_own(office: Office) -> None:
    """See that no tile that lies there, partial or full, has a hash that is not of the log's tree."""
    bodies = office.bodies()
    level_0 = [leaf_hash(body) for body in bodies]
    whole = hashes_of(bodies)
    for path in (office.files.folder / "tile").rglob("*"):
        if path.is_file() and path.suffix != ".part":
            tile = named(str(path.relative_to(office.files.folder)))
            assert isinstance(tile, Tile)
            first = tile.index * 256
            wanted = (
                level_0[first : first + tile.width]
                if tile.level == 0
                else [whole(8 * tile.level, first + at) for at in range(tile.width)]
            )
            assert path.read_bytes() == b"".join(wanted), path


def test_a_signer_killed_at_any_moment_signs_one_history(tmp_path: Path) -> None:
    print(f"seed {SEED}")
    chance, folder = random.Random(SEED), tmp_path / "signer"
    memory = SignerMemory.open(folder, ORIGIN)
    answered: list[str] = []
    over = threading.Event()

    def ask_for_ever(number: int) -> None:
        with AskedSigner(folder, start=False) as signer:
            while not over.is_set():
                with suppress(NotTheNewestHead, SignerAway):
                    answered.append(honest_ask(signer, 1 + number))

    with_signer = [sys.executable, "-P", "-m", "infrastructure.proofs.signer", str(folder)]
    askers = [threading.Thread(target=ask_for_ever, args=(number,)) for number in range(2)]
    process = subprocess.Popen(with_signer, cwd="/")
    for asker in askers:
        asker.start()
    for _ in range(KILLS):
        known = len(answered)
        while len(answered) == known:
            time.sleep(0.001)
        time.sleep(chance.uniform(0.0, 0.03))
        process.kill()
        process.wait()
        process = subprocess.Popen(with_signer, cwd="/")
    over.set()
    for asker in askers:
        asker.join()
    process.terminate()
    assert process.wait(30) == 0
    heads: dict[int, str] = {}
    for note in [*answered, memory.last()]:
        _, size, tree_root = note.split("\n")[:3]
        assert heads.setdefault(int(size), tree_root) == tree_root
    assert max(heads) == int(memory.last().split("\n")[1]), "what was answered was remembered first"
    assert list(memory.refused()) == []
    assert len(heads) > KILLS


MANY = 60_000
LONG_LOG = table_of(entries(MANY))


def honest_ask(signer: AskedSigner, step: int) -> str:
    """Ask for the next few entries of a long log."""
    old = int(signer.last(ORIGIN).split("\n")[1])
    new = old + step
    proof = tuple(consistency_proof(old, new, LONG_LOG))
    return signer.signed(ORIGIN, Continuation(old, Head(new, root(new, LONG_LOG)), proof))


@pytest.mark.parametrize(("then", "refusal"), [(0, SteppedBack), (4, Forked), (300, ConsistencyNotProven)])
def test_an_old_database_brought_back_is_refused_by_the_signer(
    server_dsn: str, tmp_path: Path, signer: AskedSigner, signer_folder: Path, then: int, refusal: type[Rejected]
) -> None:
    with copied(server_dsn, "template0") as database:
        migrate(database)
        open_ledger(database, "main")
        with open_pool(database) as pool:
            office = open_office(PostgresLog(pool, "main"), tmp_path, signer, signer_folder)
            office.records(6)
            office.seals()
        with (
            copied(server_dsn, str(conninfo_to_dict(database)["dbname"])) as old_copy,
            open_pool(database) as pool,
            open_pool(old_copy) as old_pool,
        ):
            true = office.comes_back(PostgresLog(pool, "main"))
            true.records(4)
            assert true.seals() == 10
            back = office.comes_back(PostgresLog(old_pool, "main"))
            back.records(then)
            with pytest.raises(refusal):
                back.seals()
            (evidence,) = office.memory.refused()
            assert (evidence["refused"], evidence["new"]) == (refusal.code, 6 + then)
            true.records(1)
            assert true.seals() == 11
            seals_the_log(true)


@contextmanager
def copied(server_dsn: str, source: str) -> Iterator[str]:
    """Copy a database that nobody is connected to, as it is now."""
    name = f"copy_{secrets.token_hex(6)}"
    with psycopg.connect(server_dsn, autocommit=True) as connection:
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(source))
        connection.execute(made)
        yield make_conninfo(server_dsn, dbname=name)
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def test_the_database_may_be_emptied_and_the_signer_still_knows(
    tmp_path: Path, signer: AskedSigner, signer_folder: Path, pool: Pool, new_ledger: Callable[[], str]
) -> None:
    office = open_office(PostgresLog(pool, new_ledger()), tmp_path, signer, signer_folder)
    office.records(3)
    office.seals()
    with pytest.raises(SteppedBack):
        office.comes_back(PostgresLog(pool, new_ledger())).seals()
    with pytest.raises(SteppedBack):
        signer.signed(office.files.origin(), Continuation(3, Head()))
