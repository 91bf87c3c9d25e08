"""The service seals what it records: hashes for everybody, entries and receipts for those who may read them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from application.commands.accounts import OpenAccount, open_account
from application.road import Officer
from domain.accounts.roles import Role
from domain.proofs import checkpoint
from domain.proofs.notes import parse_note
from domain.proofs.policy import parse_policy
from domain.proofs.receipts import parse_receipt
from domain.proofs.rotation import announced
from domain.proofs.tiles import unbundled
from domain.proofs.tree import leaf_hash
from infrastructure.proofs.keys import is_good
from infrastructure.proofs.rotating import rotate_keys
from infrastructure.proofs.sealing import SIGNER_FOLDER
from infrastructure.proofs.tiles_store import read_rotations
from tests.support.service import ADMINISTRATOR, Service, fresh_id, running_service

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def service(fresh_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with running_service(fresh_database, tmp_path_factory.mktemp("home"), seal=True) as service:
        service.token(service.of(Role.AUDITOR))
        service.token(service.of(Role.TOWNSHIP))
        until_sealed(service)
        yield service


def until_sealed(service: Service) -> None:
    """Wait until a checkpoint covers what is recorded now."""
    head, deadline = service.office.log.head(), time.monotonic() + 60
    while sealed(service) < head:
        assert time.monotonic() < deadline, "it is not sealed"
        time.sleep(0.05)


def sealed(service: Service) -> int:
    answer = service.ask(None, "GET", "/v1/proofs/checkpoint")
    return checkpoint.parse(parse_note(answer.text).text).size if answer.status_code == 200 else 0


def test_what_is_recorded_is_sealed_while_the_service_runs(service: Service) -> None:
    ask = OpenAccount(command_id=fresh_id(), account_id=f"further-{fresh_id()}")
    open_account(ask, by=Officer(ADMINISTRATOR), desk=service.office.desk)
    until_sealed(service)


def test_anybody_may_read_hashes_and_keys(service: Service) -> None:
    size = sealed(service)
    tile = service.ask(None, "GET", f"/v1/proofs/tile/0/000.p/{size}")
    assert tile.content[:32] == leaf_hash(service.office.log.entries(0, limit=1)[0][5])
    assert (len(tile.content), tile.headers["cache-control"]) == (32 * size, "public, max-age=31536000, immutable")
    policy = parse_policy(service.ask(None, "GET", "/v1/proofs/policy").text)
    assert policy.trusted(service.ask(None, "GET", "/v1/proofs/checkpoint").text, is_good).size == size
    assert service.ask(None, "GET", "/v1/proofs/keys").text.split() == [str(key) for key in policy.logs]


@pytest.mark.parametrize("path", ["0/000.p/255", "0/001", "9/000", "0/0", "entries/../0/000", "../vkeys"])
def test_a_tile_that_is_not_published_is_not_found(service: Service, path: str) -> None:
    assert service.ask(None, "GET", f"/v1/proofs/tile/{path}").status_code in (401, 404)


def test_entries_are_for_those_who_may_read_the_log(service: Service) -> None:
    size = sealed(service)
    path = f"/v1/proofs/tile/entries/000.p/{size}"
    assert service.ask(None, "GET", path).status_code == 401
    assert service.ask(Role.TOWNSHIP, "GET", path).status_code == 403
    assert service.ask(Role.TOWNSHIP, "GET", "/v1/proofs/entries/1").status_code == 403
    bundle = unbundled(service.ask(Role.AUDITOR, "GET", path).content)
    assert bundle == [row[5] for row in service.office.log.entries(0, limit=size)]


def test_a_receipt_proves_an_entry_to_whoever_holds_the_policy(service: Service) -> None:
    policy = parse_policy(service.ask(None, "GET", "/v1/proofs/policy").text)
    receipt = parse_receipt(service.ask(Role.AUDITOR, "GET", "/v1/proofs/entries/2").text)
    assert receipt.extra == service.office.log.entries(1, limit=1)[0][5]
    assert receipt.verified(receipt.extra, policy, is_good).size >= 2


def test_everything_recorded_of_a_thing_has_its_receipt(service: Service) -> None:
    policy = parse_policy(service.ask(None, "GET", "/v1/proofs/policy").text)
    told = service.ask(Role.AUDITOR, "GET", f"/v1/proofs/streams/account~{ADMINISTRATOR}").json()["items"]
    entries = service.office.log.stream(f"account/{ADMINISTRATOR}")
    assert [one["position"] for one in told] == [entry.position for entry in entries]
    for one in told:
        receipt = parse_receipt(one["receipt"])
        receipt.verified(receipt.extra, policy, is_good)
    assert service.ask(Role.AUDITOR, "GET", "/v1/proofs/streams/batch~nothing").status_code == 404


def test_an_entry_that_is_not_there_has_no_receipt(service: Service) -> None:
    answer = service.ask(Role.AUDITOR, "GET", "/v1/proofs/entries/99999")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_sealed_yet")


def test_how_far_sealing_lags_is_a_figure(service: Service) -> None:
    text = service.ask(Role.ADMINISTRATOR, "GET", "/metrics").text
    assert "ledger_unsealed_entries{" in text
    assert "ledger_unsealed_seconds{" in text
    assert "sealing" not in service.ask(None, "GET", "/readyz").json()


def test_work_goes_on_where_sealing_does_not(fresh_database: str, tmp_path: Path) -> None:
    (tmp_path / "signer").write_text("a file where the signer's folder should be", "utf-8")
    with running_service(fresh_database, tmp_path, seal=True, ledger="other") as service:
        answer = service.ask(None, "GET", "/readyz")
        assert answer.status_code == 200
        assert (answer.json()["ready"], answer.json()["sealing"]) == (True, False)
        ask = OpenAccount(command_id=fresh_id(), account_id="somebody")
        open_account(ask, by=Officer(ADMINISTRATOR), desk=service.office.desk)
        assert service.ask(None, "GET", "/v1/proofs/checkpoint").status_code == 404
        text = service.ask(Role.ADMINISTRATOR, "GET", "/metrics").text
        assert f'ledger_unsealed_entries{{ledger="other"}} {service.office.log.head()}.0' in text


def test_new_keys_are_shown_with_their_announcement(service: Service) -> None:
    before = service.ask(None, "GET", "/v1/proofs/keys").text
    assert service.ask(None, "GET", "/v1/proofs/rotations").status_code == 404
    home = service.office.home
    told = rotate_keys(
        service.office.log, home, home / SIGNER_FOLDER, by=Officer(ADMINISTRATOR), command_id=f"rotate-{fresh_id()}"
    )
    after = service.ask(None, "GET", "/v1/proofs/keys").text
    assert after.splitlines() == list(told.keys)
    [(position, announcement)] = read_rotations(service.ask(None, "GET", "/v1/proofs/rotations").text)
    assert position == told.position
    assert [str(key) for key in announced(announcement, is_good).replaced] == before.splitlines()
    until_sealed(service)
