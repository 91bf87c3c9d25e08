"""Log-in at a real provider that runs in a process of its own: the whole way, and every way it goes wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx2
import pytest

from application.credentials import Identity, OpenIdRequest
from domain.accounts.credential_rejections import (
    IdentityNotBound,
    OpenIdNotConfigured,
    OpenIdRefused,
    OpenIdUnreachable,
)
from infrastructure.accounts.openid import OpenId
from infrastructure.accounts.postgres_credentials import PostgresCredentials
from infrastructure.accounts.provider import Provider
from infrastructure.vault.master_key import MasterKey
from tests.accounts.support import HERE, MovableClock

BACK = "http://127.0.0.1:8000/v1/session/openid"
SECRET = "secret of the client, long enough"


@contextmanager
def provider() -> Iterator[str]:
    """Run a provider; yield its address."""
    program = Path(__file__).with_name("a_provider.py")
    with subprocess.Popen(
        [sys.executable, str(program)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    ) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with provider() as address:
        yield address


@dataclass
class Browser:
    """Somebody in front of a browser, sent to the provider by the ledger."""

    login: OpenId

    def begins(self) -> OpenIdRequest:
        return self.login.begin(BACK)

    def consents(self, address: str, sub: str = "subject-1", *, deny: bool = False) -> dict[str, str]:
        """Sign in at the provider and come back with its answer."""
        form = {"action": "deny"} if deny else {"sub": sub}
        answer = httpx2.post(address, data=form, follow_redirects=False)
        assert answer.status_code == 302, answer.text
        assert answer.headers["location"].startswith(BACK)
        return dict(parse_qsl(urlsplit(answer.headers["location"]).query))

    def refused(self, answer: Mapping[str, str], kept: str, back: str = BACK) -> str:
        with pytest.raises(OpenIdRefused) as refused:
            self.login.finish(answer, kept, back)
        return refused.value.facts["why"]


@pytest.fixture
def login(issuer: str, keys: MasterKey, ledger: str) -> OpenId:
    return OpenId(Provider(issuer, "ledger", SECRET), keys, ledger)


@pytest.fixture
def browser(login: OpenId) -> Browser:
    return Browser(login)


def with_other(address: str, **parameters: str) -> str:
    """Return an address with some of its parameters replaced."""
    parts = urlsplit(address)
    return parts._replace(query=urlencode({**dict(parse_qsl(parts.query)), **parameters})).geturl()


def asked(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


def test_whoever_the_provider_vouches_for_enters_when_an_account_is_bound(
    browser: Browser, credentials: PostgresCredentials, issuer: str
) -> None:
    begun = browser.begins()
    identity = browser.login.finish(browser.consents(begun.address), begun.kept, BACK)
    assert identity == Identity(issuer, "subject-1")
    with pytest.raises(IdentityNotBound):
        credentials.sign_in_by_identity(identity, from_address=HERE)
    assert not credentials.standing(["subject-1"])["subject-1"].is_invited, "nobody is created"
    credentials.bind_identity("wang", identity, by="admin")
    session = credentials.sign_in_by_identity(identity, from_address=HERE)
    assert (session.account, session.second_factor) == ("wang", False)


def test_what_is_asked_of_the_provider_is_a_code_with_state_nonce_and_challenge(browser: Browser) -> None:
    first, second = browser.begins(), browser.begins()
    wanted = {"response_type": "code", "client_id": "ledger", "redirect_uri": BACK, "scope": "openid"}
    assert wanted.items() <= asked(first.address).items()
    assert asked(first.address)["code_challenge_method"] == "S256"
    for name in ("state", "nonce", "code_challenge"):
        assert len(asked(first.address)[name]) >= 43
        assert asked(first.address)[name] != asked(second.address)[name]
        assert asked(first.address)[name] not in first.kept
    assert SECRET not in first.address + first.kept
    assert first.kept not in repr(first)
    assert len(first.kept) < 1000, "a cookie has room for it"


def test_another_state_is_refused(browser: Browser) -> None:
    begun, others = browser.begins(), browser.begins()
    answer = browser.consents(begun.address)
    assert browser.refused({**answer, "state": "made-up"}, begun.kept) == "state"
    assert browser.refused({"code": answer["code"]}, begun.kept) == "state"
    assert browser.refused(answer, others.kept) == "state"
    for kept in ("", "AAAA", others.kept[:-4], "王", "\ud800"):
        assert browser.refused(answer, kept) == "state"
    assert browser.refused(answer, begun.kept, BACK + "/elsewhere") == "state"


def test_what_was_begun_in_another_ledger_is_refused(browser: Browser, issuer: str, keys: MasterKey) -> None:
    elsewhere = Browser(OpenId(Provider(issuer, "ledger", SECRET), keys, "elsewhere"))
    begun = elsewhere.begins()
    assert browser.refused(elsewhere.consents(begun.address), begun.kept) == "state"


def test_a_token_that_bears_another_nonce_is_refused(browser: Browser) -> None:
    begun = browser.begins()
    answer = browser.consents(with_other(begun.address, nonce="another-one"))
    assert browser.refused(answer, begun.kept) == "nonce"


def test_a_code_is_good_once(browser: Browser) -> None:
    begun = browser.begins()
    answer = browser.consents(begun.address)
    browser.login.finish(answer, begun.kept, BACK)
    assert browser.refused(answer, begun.kept) == "invalid_grant"


def test_a_stolen_code_is_of_no_use_without_the_verifier_it_was_asked_for_with(browser: Browser) -> None:
    victims, thiefs = browser.begins(), browser.begins()
    stolen = browser.consents(victims.address)["code"]
    answer = {"code": stolen, "state": asked(thiefs.address)["state"]}
    assert browser.refused(answer, thiefs.kept) == "invalid_grant"


def test_a_code_that_was_made_up_or_is_missing_is_refused(browser: Browser) -> None:
    begun = browser.begins()
    state = asked(begun.address)["state"]
    assert browser.refused({"code": "made-up", "state": state}, begun.kept) == "invalid_grant"
    assert browser.refused({"state": state}, begun.kept) == "code"


def test_whoever_says_no_at_the_provider_does_not_enter(browser: Browser) -> None:
    begun = browser.begins()
    answer = {**browser.consents(begun.address, deny=True), "state": asked(begun.address)["state"]}
    assert browser.refused(answer, begun.kept) == "access_denied"
    harmful = {**answer, "error": "<script>alert(1)</script>"}
    assert browser.refused(harmful, begun.kept) == "error"


def test_an_answer_that_names_another_provider_is_refused(browser: Browser, issuer: str) -> None:
    begun = browser.begins()
    answer = browser.consents(begun.address)
    assert browser.refused({**answer, "iss": "https://other.example"}, begun.kept) == "issuer"
    assert browser.login.finish({**answer, "iss": issuer}, begun.kept, BACK).subject == "subject-1"


def test_whoever_comes_back_too_late_begins_again(issuer: str, keys: MasterKey, ledger: str) -> None:
    clock = MovableClock()
    clock.instant = datetime.now(UTC)
    browser = Browser(OpenId(Provider(issuer, "ledger", SECRET), keys, ledger, clock=clock))
    begun = browser.begins()
    answer = browser.consents(begun.address)
    clock.goes_on(minutes=10, seconds=1)
    assert browser.refused(answer, begun.kept) == "too_late"


@pytest.mark.parametrize(("ahead", "why"), [(timedelta(hours=2), "exp"), (timedelta(hours=-2), "iat")])
def test_a_token_of_another_time_is_refused(
    issuer: str, keys: MasterKey, ledger: str, ahead: timedelta, why: str
) -> None:
    clock = MovableClock()
    clock.instant = datetime.now(UTC) + ahead
    browser = Browser(OpenId(Provider(issuer, "ledger", SECRET), keys, ledger, clock=clock))
    begun = browser.begins()
    assert browser.refused(browser.consents(begun.address), begun.kept) == why


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ("missing", "id_token"),
        ("garbage", "id_token"),
        ("unsigned", "unsupported_algorithm"),
        ("by-our-own-secret", "unsupported_algorithm"),
        ("by-somebody-else", "bad_signature"),
        ("changed", "bad_signature"),
    ],
)
def test_a_token_the_provider_did_not_sign_is_refused(
    issuer: str, keys: MasterKey, ledger: str, how: str, why: str
) -> None:
    browser = Browser(OpenId(Provider(issuer, f"forged-{how}", SECRET), keys, ledger))
    begun = browser.begins()
    assert browser.refused(browser.consents(begun.address), begun.kept) == why


def test_a_token_for_another_client_is_refused(browser: Browser) -> None:
    begun = browser.begins()
    answer = browser.consents(with_other(begun.address, client_id="somebody-elses"))
    assert browser.refused(answer, begun.kept) == "invalid_grant"


def test_a_provider_that_calls_itself_otherwise_is_refused(issuer: str, keys: MasterKey, ledger: str) -> None:
    login = OpenId(Provider(issuer + "/", "ledger", SECRET), keys, ledger)
    with pytest.raises(OpenIdRefused, match="issuer"):
        login.begin(BACK)


def test_a_provider_that_is_down_is_said_to_be(keys: MasterKey, ledger: str) -> None:
    with provider() as address:
        browser = Browser(OpenId(Provider(address, "ledger", SECRET), keys, ledger))
        begun = browser.begins()
        answer = browser.consents(begun.address)
    with pytest.raises(OpenIdUnreachable) as refused:
        browser.login.finish(answer, begun.kept, BACK)
    assert refused.value.facts == {"issuer": address}
    with pytest.raises(OpenIdUnreachable):
        OpenId(Provider(address, "ledger", SECRET), keys, ledger).begin(BACK)


def test_an_answer_that_is_no_description_is_said_to_be_none(issuer: str, keys: MasterKey, ledger: str) -> None:
    with pytest.raises(OpenIdUnreachable):
        OpenId(Provider(f"{issuer}/nothing-here", "ledger", SECRET), keys, ledger).begin(BACK)


def test_without_a_provider_nobody_logs_in_there(keys: MasterKey, ledger: str) -> None:
    login = OpenId(None, keys, ledger)
    assert login.issuer == ""
    with pytest.raises(OpenIdNotConfigured):
        login.begin(BACK)
    with pytest.raises(OpenIdNotConfigured):
        login.finish({"code": "x", "state": "y"}, "z", BACK)
