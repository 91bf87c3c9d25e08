"""A log whose signing keys were changed is taken away and verified with stock tools, by the keys of today."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from api.http.columns import laid_out
from application.commands.signing_keys import AnnounceKeys, announce_keys
from application.road import Officer
from domain.accounts.events import AccountOpened
from domain.proofs.notes import Scheme
from domain.proofs.policy import Policy
from infrastructure.auditing.bundle import export
from infrastructure.auditing.bundle_check import verify_bundle
from infrastructure.exports.streamed import StreamedExports
from infrastructure.log.pool import open_pool
from infrastructure.log.postgres_log import PostgresLog
from infrastructure.proofs.asking_signer import AskedSigner
from infrastructure.proofs.keys import is_good
from infrastructure.proofs.sealer import Sealer
from infrastructure.proofs.tiles_store import PublishedFiles
from infrastructure.views.connections import open_views_pool
from infrastructure.views.queries import PostgresViews
from tests.log.support import append, new_id
from tests.proofs.tampering import LEDGER, Sealed, a_sealed_ledger
from tests.proofs.test_export import flip, lines_of_the_instruction, play
from tests.views.support import projected

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
__all__ = ["play"]

ROTATIONS = 2
MORE = 300
"""Entries after each change of keys: more than a tile holds, so that tiles of one width were sealed by several keys."""


@pytest.fixture(scope="module")
def rotated(fresh_database: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Sealed, list[str]]:
    """A ledger sealed under three generations of keys, and the checkpoint each of the first two signed last."""
    sealed = a_sealed_ledger(fresh_database, tmp_path_factory.mktemp("sealed"))
    files, kept = PublishedFiles(sealed.home, LEDGER), []
    with open_pool(sealed.conninfo) as pool, AskedSigner(sealed.signer) as signer:
        log = PostgresLog(pool, LEDGER)
        sealer = Sealer(log, files, signer)
        for _ in range(ROTATIONS):
            kept.append(files.note())
            told = signer.prepared(files.origin())
            ask = AnnounceKeys(command_id=f"rotate-{new_id()}", announcement=told)
            announce_keys(ask, files.history(), is_good, by=Officer("wang"), log=log)
            append(log, *((f"account/{new_id()}", 0, AccountOpened(date(2018, 1, 2))) for _ in range(MORE)))
            sealer.read_on()
            sealer.seal()
    projected(sealed.conninfo, LEDGER).close()
    return sealed, kept


@pytest.fixture(scope="module")
def bundle(rotated: tuple[Sealed, list[str]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    sealed, folder = rotated[0], tmp_path_factory.mktemp("export") / "bundle"
    with open_pool(sealed.conninfo) as pool, open_views_pool(sealed.conninfo) as views:
        export(
            folder,
            PostgresLog(pool, LEDGER),
            PostgresViews(views, LEDGER),
            PublishedFiles(sealed.home, LEDGER),
            lay=laid_out,
            exports=StreamedExports(),
        )
    return folder


def test_the_stock_verifier_accepts_it_by_the_keys_of_today(
    rotated: tuple[Sealed, list[str]], bundle: Path, play: Callable[[Path, str], tuple[int, str]]
) -> None:
    files = PublishedFiles(rotated[0].home, LEDGER)
    assert len(files.history().generations) == ROTATIONS + 1
    keys = files.keys()
    (today,) = (str(key) for key in keys if key.scheme is Scheme.ED25519)
    assert (bundle / "vkeys").read_text("utf-8").splitlines()[0] == today
    sums, stock, openssl, _ = lines_of_the_instruction(bundle)
    head = files.note().splitlines()[1]
    assert play(bundle, sums) == (0, "")
    assert play(bundle, stock) == (0, f"checkpoint {head}, signed\nentries {head}, each the sealed one\n")
    status, told = play(bundle, openssl)
    assert status == 0, told


def test_by_a_key_that_was_replaced_it_is_not_accepted(
    rotated: tuple[Sealed, list[str]], bundle: Path, play: Callable[[Path, str], tuple[int, str]], tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(bundle, tmp_path / "bundle"))
    generations = PublishedFiles(rotated[0].home, LEDGER).history().generations
    (first,) = (str(key) for key in generations[0].keys if key.scheme is Scheme.ED25519)
    (copy / "vkeys").write_text(first + "\n", "utf-8")
    status, _ = play(copy, lines_of_the_instruction(copy)[1])
    assert status == 1


def test_the_stock_verifier_names_an_entry_flipped_before_the_keys_were_changed(
    bundle: Path, play: Callable[[Path, str], tuple[int, str]], tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(bundle, tmp_path / "bundle"))
    entry = (copy / "entries.jsonl").read_bytes().split(b"\n")[700]
    path = copy / "tile/entries/002"
    flip(path, path.read_bytes().index(entry) + 60)
    status, told = play(copy, lines_of_the_instruction(copy)[1])
    assert status == 1
    assert "entry 701 is not the sealed one" in told


def test_ours_accepts_it_too_and_goes_on_from_checkpoints_that_replaced_keys_signed(
    rotated: tuple[Sealed, list[str]], bundle: Path
) -> None:
    kept = {f"generation {number}": note for number, note in enumerate(rotated[1], 1)}
    assert list(verify_bundle(bundle, lay=laid_out, exports=StreamedExports(), kept=kept)) == []
    first = PublishedFiles(rotated[0].home, LEDGER).history().generations[0].keys
    trusted = Policy(tuple(first))
    found = verify_bundle(bundle, lay=laid_out, exports=StreamedExports(), policy=trusted)
    assert [one.check for one in found] == []
