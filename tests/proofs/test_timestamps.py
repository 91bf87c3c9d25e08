"""A checkpoint a day is stamped by an authority; here by openssl's own, served on this machine."""

from __future__ import annotations

import http.server
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from infrastructure.auditing.seals import seals_in
from infrastructure.log.memory_log import MemoryLog
from infrastructure.proofs.asking_signer import AskedSigner
from infrastructure.proofs.timestamps import (
    FOLDER,
    NotStamped,
    Stamping,
    certificates_in,
    stamped_at,
    stamps_in,
    wrong_with,
)
from tests.proofs.office import Office, open_office

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")

CONFIGURATION = """
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[stamping]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[req]
distinguished_name = name
[name]
[tsa]
default_tsa = office
[office]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


@dataclass
class Authority:
    """`openssl ts` behind HTTP. With `broken` it answers what no authority would."""

    folder: Path
    port: int = 0
    broken: bool = False
    asked: int = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/tsr"

    @property
    def roots(self) -> Path:
        return self.folder / "ca.pem"

    def make(self) -> None:
        (self.folder / "openssl.cnf").write_text(CONFIGURATION.format(folder=self.folder))
        (self.folder / "serial").write_text("01\n")
        self._openssl(
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days 30 "
            "-subj /CN=Synthetic-root -config openssl.cnf -extensions ca"
        )
        self._openssl(
            "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout tsa.key -out tsa.csr "
            "-subj /CN=Synthetic-stamps -config openssl.cnf"
        )
        self._openssl(
            "x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -set_serial 2 -days 30 -out tsa.pem -extfile openssl.cnf "
            "-extensions stamping"
        )

    def reply(self, query: bytes) -> bytes:
        (self.folder / "query.tsq").write_bytes(query)
        self._openssl("ts -reply -config openssl.cnf -queryfile query.tsq -out reply.tsr")
        return (self.folder / "reply.tsr").read_bytes()

    def _openssl(self, words: str) -> None:
        told = subprocess.run(["openssl", *words.split()], cwd=self.folder, capture_output=True, text=True, check=False)
        assert told.returncode == 0, told.stderr


@contextmanager
def serving(authority: Authority) -> Iterator[None]:
    class Asked(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            authority.asked += 1
            query = self.rfile.read(int(self.headers["Content-Length"]))
            content = b"it is noon" if authority.broken else authority.reply(query)
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            return

    server = http.server.HTTPServer(("127.0.0.1", authority.port), Asked)
    authority.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("authority")
    Authority(folder).make()
    return folder


@pytest.fixture
def authority(made: Path) -> Iterator[Authority]:
    there = Authority(made)
    with serving(there):
        yield there


@pytest.fixture
def sealed(tmp_path: Path, signer: AskedSigner, signer_folder: Path) -> Office:
    office = open_office(MemoryLog(f"stamped-{tmp_path.name[-8:]}"), tmp_path, signer, signer_folder)
    office.records(3)
    office.seals()
    return office


def troubles(office: Office, roots: Path | None) -> set[str]:
    found = seals_in(office.files.folder, roots=certificates_in(roots) if roots else ())
    return {one.check for one in found.troubles}


def test_the_newest_checkpoint_is_stamped_once_a_day_and_the_token_holds(sealed: Office, authority: Authority) -> None:
    stamping = Stamping(sealed.files, authority.address)
    assert stamping.step()
    sealed.records(1)
    sealed.seals()
    assert not stamping.step()
    assert authority.asked == 1
    [stamp] = stamps_in(sealed.files.folder)
    assert abs(stamped_at(stamp.token).timestamp() - time.time()) < 3600
    assert troubles(sealed, authority.roots) == set()
    assert [one.source for one in seals_in(sealed.files.folder).anchors if FOLDER in one.source]


def test_openssl_verifies_what_lies_there(sealed: Office, authority: Authority) -> None:
    assert Stamping(sealed.files, authority.address).step()
    [folder] = (sealed.files.folder / FOLDER).iterdir()
    words = f"ts -verify -data checkpoint -in token.tsr -CAfile {authority.roots}".split()
    told = subprocess.run(["openssl", *words], cwd=folder, capture_output=True, text=True, check=False)
    assert "Verification: OK" in told.stdout + told.stderr


def test_a_token_of_another_checkpoint_or_authority_is_named(
    sealed: Office, authority: Authority, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert Stamping(sealed.files, authority.address).step()
    other = Authority(tmp_path_factory.mktemp("other"))
    other.make()
    assert troubles(sealed, other.roots) == {"timestamps"}
    [stamp] = stamps_in(sealed.files.folder)
    assert wrong_with(stamp.note.encode() + b" ", stamp.token, certificates_in(authority.roots))
    [folder] = (sealed.files.folder / FOLDER).iterdir()
    sealed.records(1)
    sealed.seals()
    (folder / "checkpoint").write_text(sealed.files.note())
    assert troubles(sealed, None) == {"timestamps"}


def test_what_is_no_token_is_not_kept(sealed: Office, authority: Authority) -> None:
    authority.broken = True
    with pytest.raises(NotStamped):
        Stamping(sealed.files, authority.address).step()
    assert not (sealed.files.folder / FOLDER).exists()


def test_an_authority_that_is_away_delays_no_seal_and_is_shown_and_asked_again(
    sealed: Office, authority: Authority
) -> None:
    authority.broken = True
    with Stamping(sealed.files, authority.address, pause=0.05) as stamping:
        until = time.monotonic() + 30
        while not stamping.trouble and time.monotonic() < until:
            time.sleep(0.01)
        assert "time-stamp" in stamping.trouble
        sealed.records(2)
        assert sealed.seals() == 5
        authority.broken = False
        while not list(stamps_in(sealed.files.folder)) and time.monotonic() < until:
            time.sleep(0.01)
        while stamping.trouble and time.monotonic() < until:
            time.sleep(0.01)
        assert stamping.trouble == ""
    assert troubles(sealed, authority.roots) == set()
