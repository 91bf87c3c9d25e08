"""What an outsider is given: receipts of entries and the published files, and nothing that does not hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from application.proofs import published, receipt_of, receipts_of
from domain.proofs.policy import Policy
from domain.proofs.receipts import parse_receipt
from domain.proofs.rejections import InclusionNotProven, NotPublished, NotSealedYet
from domain.proofs.tiles import hashes_from, unbundled
from domain.proofs.tree import root
from infrastructure.log.memory_log import MemoryLog
from infrastructure.proofs.asking_signer import AskedSigner
from infrastructure.proofs.keys import is_good
from infrastructure.proofs.published import PublishedLog
from tests.log.support import append, released, settled
from tests.proofs.office import Office, open_office


def sealed_log(office: Office) -> PublishedLog:
    return PublishedLog(office.files, office.log)


def test_every_sealed_entry_has_a_receipt_and_no_other_has(office: Office) -> None:
    office.records(300)
    office.seals()
    office.records(1)
    policy, sealed, bodies = Policy(office.files.keys()), sealed_log(office), office.bodies()
    for position in (1, 2, 255, 256, 257, 300):
        receipt = parse_receipt(str(receipt_of(sealed, position)))
        assert receipt.extra == bodies[position - 1]
        assert receipt.verified(bodies[position - 1], policy, is_good).size == 300
    for position in (0, -1, 301, 302):
        with pytest.raises(NotSealedYet):
            receipt_of(sealed, position)
    assert receipt_of(sealed, 7, with_entry=False).extra == b""


def test_an_older_receipt_holds_as_long_as_the_log_goes_on(office: Office) -> None:
    office.records(9)
    office.seals()
    old = receipt_of(sealed_log(office), 4)
    office.records(500)
    office.seals()
    assert old.verified(office.bodies()[3], Policy(office.files.keys()), is_good).size == 9


def test_a_payout_has_a_receipt_for_each_of_its_entries(office: Office) -> None:
    office.records(3)
    append(office.log, ("payout/x", 0, released()))
    office.records(3)
    append(office.log, ("payout/x", 1, settled()))
    office.seals()
    receipts = receipts_of(sealed_log(office), office.log, "payout/x")
    assert [receipt.position for receipt in receipts] == [4, 8]
    for receipt in receipts:
        receipt.verified(office.bodies()[receipt.index], Policy(office.files.keys()), is_good)


def test_nothing_is_published_before_the_first_seal(office: Office) -> None:
    office.records(3)
    for path in ("checkpoint", "tile/0/000.p/3", "tile/entries/000.p/3"):
        with pytest.raises(NotPublished):
            published(sealed_log(office), path)
    with pytest.raises(NotSealedYet):
        receipt_of(sealed_log(office), 1)


def test_the_published_files_are_the_tree_and_its_entries(office: Office) -> None:
    office.records(300)
    office.seals()
    office.records(10)
    office.seals()
    sealed, bodies = sealed_log(office), office.bodies()
    assert published(sealed, "checkpoint").decode() == office.files.note()
    read = hashes_from(lambda tile: published(sealed, tile.path), 310)
    assert root(310, read) == office.sealed().root
    assert unbundled(published(sealed, "tile/entries/000")) == bodies[:256]
    assert unbundled(published(sealed, "tile/entries/001.p/54")) == bodies[256:]
    assert unbundled(published(sealed, "tile/entries/001.p/44")) == bodies[256:300]
    assert published(sealed, "tile/0/000.p/17") == published(sealed, "tile/0/000")[: 32 * 17]


@pytest.mark.parametrize(
    "path",
    ["", "tile/0/001", "tile/0/001.p/55", "tile/entries/001.p/55", "tile/1/000.p/2", "tile/2/000.p/1", "../vkeys"],
)
def test_there_is_no_file_beyond_the_checkpoint(office: Office, path: str) -> None:
    office.records(310)
    office.seals()
    office.records(1)
    with pytest.raises(NotPublished):
        published(sealed_log(office), path)


def test_nobody_is_given_a_receipt_of_an_entry_that_was_changed(
    tmp_path: Path, signer: AskedSigner, signer_folder: Path
) -> None:
    log = MemoryLog("main")
    office = open_office(log, tmp_path, signer, signer_folder)
    office.records(10)
    office.seals()
    *columns, body = log._rows[4]
    log._rows[4] = (*columns, body.replace(b"100000", b"900000"))  # type: ignore[assignment] # the columns as they were
    with pytest.raises(InclusionNotProven):
        receipt_of(sealed_log(office), 5)
    assert receipt_of(sealed_log(office), 4).position == 4
