"""Signing in over HTTP: who gets in, with what, and what they are told when they do not."""

from __future__ import annotations

from domain.accounts.roles import Role
from tests.support.service import PASSWORD, Service


def test_nobody_gets_in_without_a_token(service: Service) -> None:
    answer = service.get(None, "/v1/position")
    assert answer.status_code == 401
    assert answer.json()["code"] == "not_signed_in"
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_made_up_token_is_as_good_as_none(service: Service) -> None:
    answer = service.ask(None, "GET", "/v1/position", headers={"Authorization": "Bearer sl_made-up"})
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


def test_a_session_says_who_it_is(service: Service) -> None:
    answer = service.get(Role.AUDITOR, "/v1/session")
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["account"], told["kind"], told["second_factor"]) == ("auditor", "session", True)
    assert told["roles"] == [{"role": "auditor", "region": "", "programmes": []}]


def test_signing_in_gives_a_cookie_that_scripts_cannot_read(service: Service) -> None:
    account = service.of(Role.INSPECTOR)
    service.token(account)
    answer = service.ask(None, "POST", "/v1/session", json={"account": account, "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert answer.json()["token"] is None
    assert answer.json()["second_factor"] is False
    mine = service.client.get("/v1/session")
    assert mine.json()["account"] == account
    gone = service.client.delete("/v1/session", headers={"Origin": "http://127.0.0.1"})
    assert gone.status_code == 204
    service.client.cookies.clear()
    assert service.client.get("/v1/session").status_code == 401


def test_a_wrong_password_is_told_like_an_unknown_account(service: Service) -> None:
    known = service.ask(None, "POST", "/v1/session", json={"account": "admin", "password": "not-it"})
    unknown = service.ask(None, "POST", "/v1/session", json={"account": "nobody", "password": "not-it"})
    assert known.status_code == unknown.status_code == 401
    assert known.content == unknown.content
