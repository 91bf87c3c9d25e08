"""An auditor takes a bundle away and verifies it with nothing of ours, or with ours and no database."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from filecmp import cmpfiles
from pathlib import Path

import pytest

from api.http.columns import laid_out
from domain.proofs.notes import Scheme
from domain.proofs.policy import Policy
from infrastructure.auditing.bundle import ExportFolderTaken, NothingSealed, export
from infrastructure.auditing.bundle_check import verify_bundle
from infrastructure.exports.streamed import StreamedExports
from infrastructure.findings import Finding
from infrastructure.log.pool import open_pool
from infrastructure.log.postgres_log import PostgresLog
from infrastructure.proofs.keys import SigningKey
from infrastructure.proofs.tiles_store import PublishedFiles
from infrastructure.views.connections import open_views_pool
from infrastructure.views.queries import PostgresViews
from tests.proofs.tampering import LEDGER, Sealed, a_sealed_ledger
from tests.support.packages import wanted
from tests.views.stories import small_log

pytestmark = pytest.mark.slow

LAST = len(small_log())


@pytest.fixture(scope="module")
def sealed(fresh_database: str, tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    return a_sealed_ledger(fresh_database, tmp_path_factory.mktemp("sealed"))


def exported(sealed: Sealed, folder: Path) -> Path:
    """Write the bundle as the verb does."""
    with open_pool(sealed.conninfo) as pool, open_views_pool(sealed.conninfo) as views:
        files = PublishedFiles(sealed.home, LEDGER)
        told = export(
            folder,
            PostgresLog(pool, LEDGER),
            PostgresViews(views, LEDGER),
            files,
            lay=laid_out,
            exports=StreamedExports(),
        )
    assert told.position == LAST
    return folder


@pytest.fixture(scope="module")
def original(sealed: Sealed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exported(sealed, tmp_path_factory.mktemp("original") / "bundle")


@pytest.fixture
def bundle(original: Path, tmp_path: Path) -> Path:
    """A copy to tamper with."""
    return Path(shutil.copytree(original, tmp_path / "bundle"))


def found(bundle: Path, policy: Policy | None = None, kept: dict[str, str] | None = None) -> list[Finding]:
    return list(verify_bundle(bundle, lay=laid_out, exports=StreamedExports(), policy=policy, kept=kept))


def hashed_again(bundle: Path) -> None:
    """Do as the forger would, so that no file gives itself away."""
    names = sorted(str(path.relative_to(bundle)) for path in bundle.rglob("*") if path.is_file())
    names.remove("SHA256SUMS")
    told = subprocess.run(["sha256sum", *names], cwd=bundle, capture_output=True, check=True)
    (bundle / "SHA256SUMS").write_bytes(told.stdout)


def test_a_bundle_verifies_without_a_database(bundle: Path) -> None:
    assert found(bundle) == []


def test_the_same_position_gives_the_same_bundle_byte_by_byte(sealed: Sealed, original: Path, tmp_path: Path) -> None:
    again = exported(sealed, tmp_path / "again")
    names = [str(path.relative_to(original)) for path in original.rglob("*") if path.is_file()]
    assert {path.relative_to(again) for path in again.rglob("*") if path.is_file()} == set(map(Path, names))
    assert cmpfiles(original, again, names, shallow=False)[1:] == ([], [])


def test_a_bundle_is_never_written_over_another(sealed: Sealed, bundle: Path) -> None:
    with pytest.raises(ExportFolderTaken):
        exported(sealed, bundle)


def test_what_was_never_sealed_is_not_exported(sealed: Sealed, tmp_path: Path) -> None:
    with pytest.raises(NothingSealed):
        exported(Sealed(sealed.conninfo, tmp_path / "elsewhere"), tmp_path / "bundle")


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def test_a_damaged_file_is_named(bundle: Path) -> None:
    flip(bundle / "tile/entries/001", 400)
    checks = {(one.check, one.position) for one in found(bundle)}
    assert ("files", 0) in checks
    assert {position for check, position in checks if check == "bundles"} <= set(range(257, 513))


def test_an_entry_forged_in_lines_and_bundles_is_named(bundle: Path) -> None:
    lines = (bundle / "entries.jsonl").read_bytes().split(b"\n")
    was = lines[1225]
    assert b'"beneficiary":"b-00-0000000005"' in was
    lines[1225] = was.replace(b'"beneficiary":"b-00-0000000005"', b'"beneficiary":"b-00-0000000006"')
    (bundle / "entries.jsonl").write_bytes(b"\n".join(lines))
    path = bundle / "tile/entries/004"
    path.write_bytes(path.read_bytes().replace(was, lines[1225]))
    hashed_again(bundle)
    checks = {(one.check, one.position) for one in found(bundle)}
    assert ("sealed", 1226) in checks
    assert {check for check, _ in checks}.isdisjoint({"files", "bundles"})


def test_a_cell_of_a_register_is_named_with_its_row_and_column(bundle: Path) -> None:
    path = bundle / "lists/payouts.csv"
    path.write_bytes(path.read_bytes().replace(b"1000.00", b"9000.00", 1))
    hashed_again(bundle)
    (one, *_) = found(bundle)
    assert (one.check, one.table) == ("lists", "payouts")
    assert re.match(r"lists/payouts.csv row 2: '9000.00', the entries give '1000.00'", one.what)
    assert "元" in one.column


def test_a_register_as_parquet_is_compared_too(bundle: Path) -> None:
    shutil.copy(bundle / "lists/programmes.parquet", bundle / "lists/payouts.parquet")
    hashed_again(bundle)
    assert {one.table for one in found(bundle)} == {"payouts"}


@pytest.mark.parametrize("name", ["entries.jsonl", "tile/entries/001"])
def test_entries_cut_off_are_missed(bundle: Path, name: str) -> None:
    path = bundle / name
    content = path.read_bytes()
    path.write_bytes(content[: content.rindex(b'{"actor"') - 2 * (name != "entries.jsonl")])
    hashed_again(bundle)
    at = LAST if name == "entries.jsonl" else 512
    assert at in {one.position for one in found(bundle)}


def test_entries_behind_the_sealed_ones_are_no_part_of_it(bundle: Path) -> None:
    with (bundle / "entries.jsonl").open("ab") as file:
        file.write(b'{"forged":true}\n')
    assert ("bytes", LAST + 1) in {(one.check, one.position) for one in found(bundle)}


def test_a_bundle_of_another_key_is_not_the_one_the_auditor_trusts(bundle: Path) -> None:
    key = SigningKey.generate("subsidy-ledger/elsewhere", Scheme.ED25519).key
    assert {one.check for one in found(bundle, Policy((key,)))} >= {"keys", "signature", "witnesses"}


def test_the_checkpoint_of_last_year_is_what_this_years_bundle_begins_with(bundle: Path, original: Path) -> None:
    kept = (original / "checkpoint").read_text("utf-8")
    assert found(bundle, kept={"last year's": kept}) == []
    other = kept.replace(f"\n{LAST}\n", f"\n{LAST + 5}\n")
    assert {one.check for one in found(bundle, kept={"last year's": other})} == {"signature"}


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], tuple[int, str]]:
    """Runs a line of the instruction in a bundle."""
    wanted("golang-golang-x-mod-dev", "openssl", *([] if shutil.which("go") else ["golang-go"]))
    cache = tmp_path_factory.mktemp("go")

    def run(bundle: Path, line: str) -> tuple[int, str]:
        script = f"set -e\nVKEY=$(head -n 1 vkeys)\n{line}"
        environment = os.environ | {"GOCACHE": str(cache), "GOFLAGS": ""}
        told = subprocess.run(
            ["sh", "-c", script], cwd=bundle, env=environment, capture_output=True, text=True, check=False, timeout=600
        )
        return told.returncode, told.stdout + told.stderr

    return run


def lines_of_the_instruction(bundle: Path) -> list[str]:
    """Every command of the page, in order, but the one that is ours."""
    text = (bundle / "VERIFY.md").read_text("utf-8")
    found = re.findall(r"```sh\n(.*?)```|`((?:sha256sum|GO111MODULE|\{ printf).*?)`(?=\s|$)", text, re.DOTALL)
    return [block or line for block, line in found]


@pytest.mark.timeout(900)
def test_the_instruction_is_enough(bundle: Path, play: Callable[[Path, str], tuple[int, str]]) -> None:
    sums, stock, openssl, leaf = lines_of_the_instruction(bundle)
    assert play(bundle, sums) == (0, "")
    assert play(bundle, stock) == (0, f"checkpoint {LAST}, signed\nentries {LAST}, each the sealed one\n")
    status, told = play(bundle, openssl)
    assert status == 0, told
    assert "Signature Verified Successfully" in told
    first = (bundle / "tile/0/000").read_bytes()[:32].hex()
    assert play(bundle, leaf) == (0, f"{first}  -\n")


@pytest.mark.timeout(900)
def test_the_stock_verifier_names_a_flipped_entry(bundle: Path, play: Callable[[Path, str], tuple[int, str]]) -> None:
    stock = lines_of_the_instruction(bundle)[1]
    entry = (bundle / "entries.jsonl").read_bytes().split(b"\n")[1225]
    path = bundle / "tile/entries/004"
    flip(path, path.read_bytes().index(entry) + 60)
    status, told = play(bundle, stock)
    assert status == 1
    assert "entry 1226 is not the sealed one" in told
