"""Signing in at a provider, over HTTP, as a browser does: there, consent, back, and in, if an account is bound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest

from domain.accounts.roles import Role
from tests.accounts.test_openid import SECRET, provider
from tests.support.service import Service, running_service


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with provider() as issuer:
        yield issuer


@pytest.fixture(scope="module")
def service(fresh_database: str, tmp_path_factory: pytest.TempPathFactory, issuer: str) -> Iterator[Service]:
    home: Path = tmp_path_factory.mktemp("home")
    settings = {"openid_issuer": issuer, "openid_client_id": "ledger", "openid_client_secret": SECRET}
    with running_service(fresh_database, home, **settings) as service:
        yield service


def sent_back(service: Service, subject: str) -> str:
    """Begin here, sign in there, and return the address the browser is sent back to, as a path."""
    service.client.cookies.clear()
    begun = service.client.get("/v1/session/openid", follow_redirects=False)
    assert begun.status_code == 303, begun.text
    assert "samesite=lax" in begun.headers["set-cookie"].lower()
    there = httpx2.post(begun.headers["location"], data={"sub": subject}, follow_redirects=False)
    assert there.status_code == 302, there.text
    back = urlsplit(there.headers["location"])
    assert back.path == "/v1/session/openid/answer"
    return f"{back.path}?{back.query}"


def test_somebody_the_provider_vouches_for_enters_only_as_the_account_they_are_bound_to(
    service: Service, issuer: str
) -> None:
    stranger = service.client.get(sent_back(service, "subject-7"))
    assert (stranger.status_code, stranger.json()["code"]) == (403, "identity_not_bound")
    account = service.of(Role.INSPECTOR)
    bound = service.post(
        Role.ADMINISTRATOR, f"/v1/accounts/{account}/identities", {"issuer": issuer, "subject": "subject-7"}
    )
    assert bound.status_code == 204, bound.text
    entered = service.client.get(sent_back(service, "subject-7"))
    assert entered.status_code == 200, entered.text
    assert (entered.json()["account"], entered.json()["second_factor"]) == (account, False)
    assert service.client.get("/v1/session").json()["account"] == account
    service.client.cookies.clear()


def test_an_answer_without_the_browser_that_asked_is_refused(service: Service) -> None:
    path = sent_back(service, "subject-7")
    service.client.cookies.clear()
    answer = service.client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (401, "openid_refused")


def test_an_identity_that_is_unbound_enters_no_more_and_its_sessions_end(service: Service, issuer: str) -> None:
    account = service.of(Role.INSPECTOR)
    identity = {"issuer": issuer, "subject": "subject-9"}
    service.post(Role.ADMINISTRATOR, f"/v1/accounts/{account}/identities", identity)
    assert service.client.get(sent_back(service, "subject-9")).status_code == 200
    path = f"/v1/accounts/{account}/identities-unbound"
    gone = service.post(Role.ADMINISTRATOR, path, identity, Origin="http://127.0.0.1")
    assert gone.status_code == 204, gone.text
    assert service.client.get("/v1/session").status_code == 401
    assert service.client.get(sent_back(service, "subject-9")).json()["code"] == "identity_not_bound"
    service.client.cookies.clear()
