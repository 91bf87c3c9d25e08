"""Somebody else's code reads what we publish: the library of the Go checksum database, from the distribution."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from base64 import b64encode
from pathlib import Path

import pytest

from application.proofs import published, receipt_of
from domain.proofs.notes import Scheme
from domain.proofs.tiles import WIDTH, Bundle, hashes_from
from domain.proofs.tree import consistency_proof, root
from infrastructure.log.memory_log import MemoryLog
from infrastructure.proofs.asking_signer import AskedSigner
from infrastructure.proofs.published import PublishedLog
from tests.proofs.office import Office, open_office
from tests.support.packages import wanted

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

SOURCE = Path(__file__).parent / "stock" / "main.go"
LIBRARY = "/usr/share/gocode"
COUNT = 700


@pytest.fixture(scope="module")
def verifier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stock verifier, built."""
    wanted("golang-golang-x-mod-dev", *([] if shutil.which("go") else ["golang-go"]))
    folder = tmp_path_factory.mktemp("go")
    environment = os.environ | {
        "GOPATH": LIBRARY,
        "GO111MODULE": "off",
        "GOCACHE": str(folder / "cache"),
        "GOFLAGS": "",
    }
    command = ["go", "build", "-o", str(folder / "verifier"), str(SOURCE)]
    subprocess.run(command, check=True, env=environment, cwd=folder, timeout=600)
    return folder / "verifier"


@pytest.fixture
def office(tmp_path: Path, signer: AskedSigner, signer_folder: Path) -> Office:
    """A log sealed in three steps, handed out as an auditor would get it."""
    office = open_office(MemoryLog("main"), tmp_path, signer, signer_folder)
    for count in (3, 300, COUNT - 303):
        office.records(count)
        office.seals()
    hand_out(office)
    return office


def hand_out(office: Office) -> None:
    """Put the entry bundles, some receipts and some consistency proofs beside the published files."""
    sealed, folder = PublishedLog(office.files, office.log), office.files.folder
    for index in range((COUNT + WIDTH - 1) // WIDTH):
        bundle = Bundle(index, min(COUNT - index * WIDTH, WIDTH))
        (folder / bundle.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / bundle.path).write_bytes(published(sealed, bundle.path))
    for position in (1, 256, 257, 512, COUNT):
        (folder / f"{position}.tlog-proof").write_text(str(receipt_of(sealed, position)), "utf-8")
    hashes = hashes_from(sealed.tile, COUNT)
    lines = []
    for old, new in ((1, 2), (3, 303), (256, COUNT), (303, 512), (303, COUNT), (699, 700), (700, 700)):
        told = [root(old, hashes), root(new, hashes), *consistency_proof(old, new, hashes)]
        lines.append(f"{old} {new} {' '.join(b64encode(node).decode() for node in told)}\n")
    (folder / "continuations").write_text("".join(lines), "utf-8")


def says(verifier: Path, office: Office) -> tuple[int, str]:
    keys = office.files.keys()
    (key,) = (str(key) for key in keys if key.scheme is Scheme.ED25519)
    told = subprocess.run([verifier, office.files.folder, key], capture_output=True, text=True, check=False, timeout=60)
    return told.returncode, told.stdout


def test_the_stock_verifier_accepts_what_we_publish(verifier: Path, office: Office) -> None:
    assert says(verifier, office) == (0, f"checkpoint {COUNT}\nentries {COUNT}\nreceipts 5\ncontinuations 7\n")


@pytest.mark.parametrize(
    ("file", "at", "named"),
    [
        ("tile/entries/001", 40_000, "entry 3"),
        # Versions of the library differ in whether they hold a full tile against the one above before handing it out.
        ("tile/0/001", 33, "inconsistent tile|entry 258 is not"),
        ("tile/0/002.p/188", 33, "inconsistent tile"),
        ("tile/1/000.p/2", 33, "inconsistent tile"),
        ("checkpoint", 30, "signature"),
        ("257.tlog-proof", 40, "257.tlog-proof"),
    ],
)
def test_the_stock_verifier_names_what_was_tampered_with(
    verifier: Path, office: Office, file: str, at: int, named: str
) -> None:
    path = office.files.folder / file
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)
    status, told = says(verifier, office)
    assert status == 1
    assert re.search(named, told)
