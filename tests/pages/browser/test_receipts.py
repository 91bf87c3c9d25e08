"""A receipt is checked in the browser, by whoever has it: what was changed is found, whatever was changed."""

from __future__ import annotations

import time
from base64 import b64decode, b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from domain.accounts.roles import Role
from tests.support.browsing import Visit
from tests.support.database import empty_database
from tests.support.served import Served, served

pytestmark = pytest.mark.slow

GOOD, NOT_IN_TREE, NOT_SIGNED = "证明有效", "不在已签名的哈希树中", "都没有签过"


@pytest.fixture(scope="module")
def sealing(server_dsn: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("sealing")
    with empty_database(server_dsn) as database, served(database, home, SUBSIDY_LEDGER_SEAL="true") as running:
        yield running


@pytest.fixture(scope="module")
def receipt(sealing: Served) -> str:
    until = time.monotonic() + 60
    with sealing.client() as client:
        while (answer := client.ask(Role.AUDITOR, "GET", "/v1/proofs/entries/1")).status_code != 200:
            assert time.monotonic() < until, answer.text
            time.sleep(0.2)
    return str(answer.text)


def test_a_receipt_holds(sealing: Served, receipt: str, visit: Visit, tmp_path: Path) -> None:
    page = visit(sealing, None).go("/receipts")
    _check(page, receipt, tmp_path)
    expect(page.locator("#outcome")).to_contain_text(GOOD)
    expect(page.locator("#outcome")).to_contain_text("account.opened.1")


def test_an_entry_that_was_changed_by_one_letter_does_not_hold(
    sealing: Served, receipt: str, visit: Visit, tmp_path: Path
) -> None:
    page = visit(sealing, None).go("/receipts")
    _check(page, _with_entry(receipt, _entry(receipt).replace(b"admin", b"admim")), tmp_path)
    expect(page.locator("#outcome")).to_contain_text(NOT_IN_TREE)


def test_a_root_of_ones_own_is_not_signed(sealing: Served, receipt: str, visit: Visit, tmp_path: Path) -> None:
    page = visit(sealing, None).go("/receipts")
    root = receipt.partition("\n\n")[2].split("\n")[2]
    forged = receipt.replace(root, b64encode(bytes(reversed(b64decode(root)))).decode())
    _check(page, forged, tmp_path)
    expect(page.locator("#outcome")).to_contain_text(NOT_IN_TREE)


def test_a_signature_that_was_bent_does_not_count(sealing: Served, receipt: str, visit: Visit, tmp_path: Path) -> None:
    page = visit(sealing, None).go("/receipts")
    lines = receipt.split("\n")
    bent = [f"{line[:-6]}AAAAA=" if line.startswith("\N{EM DASH} ") else line for line in lines]
    _check(page, "\n".join(bent), tmp_path)
    expect(page.locator("#outcome")).to_contain_text(NOT_SIGNED)


def test_what_is_no_receipt_is_said_to_be_none(sealing: Served, visit: Visit, tmp_path: Path) -> None:
    page = visit(sealing, None).go("/receipts")
    _check(page, "a shopping list\n\nmilk\n", tmp_path)
    expect(page.locator("#outcome")).to_contain_text("格式")


def test_without_scripts_the_service_checks_it_and_says_that_it_did(
    sealing: Served, receipt: str, visit: Visit, tmp_path: Path
) -> None:
    page = visit(sealing, None, java_script_enabled=False).go("/receipts")
    _check(page, receipt, tmp_path)
    expect(page.locator("main .done")).to_contain_text("第 1 条")
    changed = _with_entry(receipt, _entry(receipt).replace(b"admin", b"admim"))
    refused = visit(sealing, None, java_script_enabled=False, expects="422").go("/receipts")
    _check(refused, changed, tmp_path)
    expect(refused.locator("main .wrong")).to_be_visible()


def _check(page: Page, receipt: str, folder: Path) -> None:
    file = folder / "entry.tlog-proof"
    file.write_text(receipt)
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="核验").click()


def _entry(receipt: str) -> bytes:
    return b64decode(receipt.split("\n")[1].removeprefix("extra "))


def _with_entry(receipt: str, entry: bytes) -> str:
    lines = receipt.split("\n")
    return "\n".join([lines[0], f"extra {b64encode(entry).decode()}", *lines[2:]])
