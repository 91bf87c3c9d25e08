"""No page of another site acts with our user's cookie."""

from __future__ import annotations

import pytest

from api.http.asgi.cross_site import SameSiteOnly
from tests.http.asgi.asking import Echo, ask

COOKIE = {"cookie": "session=abc"}


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "none"},
        {"origin": "http://ledger.example"},
        {"origin": "http://LEDGER.example:80"},
        {"origin": "http://ledger.example:8000", "host": "ledger.example:8000"},
        {"origin": "https://ledger.example", "host": "ledger.example:443"},
    ],
)
def test_our_own_pages_may_change_things(headers: dict[str, str]) -> None:
    assert ask(SameSiteOnly(Echo()), "POST", headers=COOKIE | headers).status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "BREW"])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site", "origin": "http://ledger.example"},
        {"origin": "http://evil.example"},
        {"origin": "http://ledger.example.evil.example"},
        {"origin": "http://ledger.example:8080"},
        {"origin": "null"},
        {"origin": "http://[broken"},
        {"origin": "", "host": ""},
    ],
)
def test_a_page_of_another_site_may_not_and_never_reaches_a_route(headers: dict[str, str], method: str) -> None:
    behind = Echo()
    told = ask(SameSiteOnly(behind), method, headers=COOKIE | headers)
    assert (told.status, told.code, behind.reached) == (403, "cross_site", [])


def test_reading_and_asking_with_a_token_instead_of_a_cookie_are_not_concerned() -> None:
    app = SameSiteOnly(Echo())
    assert ask(app, "GET", headers=COOKIE | {"sec-fetch-site": "cross-site"}).status == 200
    assert ask(app, "POST", headers={"authorization": "Bearer x", "origin": "http://evil.example"}).status == 200


def test_an_origin_named_as_ours_is_ours_though_a_server_in_front_changes_the_host() -> None:
    app = SameSiteOnly(Echo(), origins=["https://Ledger.example"])
    headers = COOKIE | {"host": "10.0.0.7:8000", "origin": "https://ledger.example"}
    assert ask(app, "POST", headers=headers).status == 200
    assert ask(app, "POST", headers=headers | {"origin": "http://ledger.example"}).status == 403


def test_the_refusal_is_said_in_the_language_asked_for() -> None:
    chinese = ask(SameSiteOnly(Echo()), "POST", headers=COOKIE)
    english = ask(SameSiteOnly(Echo()), "POST", headers=COOKIE | {"accept-language": "en-GB"})
    assert (chinese.header("content-language"), english.header("content-language")) == ("zh-CN", "en")
    assert chinese.detail.endswith("。")
    assert english.detail.startswith("This request was sent by a page of another site")
