"""A host name that somebody made up is neither answered to nor redirected to."""

from __future__ import annotations

import pytest

from api.http.asgi.hosts import KnownHosts
from tests.http.asgi.asking import Echo, ask

HOSTS = ["Ledger.example", "*.county.example", "[::1]", "10.0.0.7"]


@pytest.mark.parametrize(
    "host", ["ledger.example", "LEDGER.example:8443", "a.county.example", "[::1]:8000", "10.0.0.7:80"]
)
def test_the_names_on_the_list_are_answered_with_any_port(host: str) -> None:
    assert ask(KnownHosts(Echo(), hosts=HOSTS), headers={"host": host}).status == 200


@pytest.mark.parametrize(
    "host", ["", "evil.example", "ledger.example.evil.example", "county.example", "evilcounty.example", "[::2]"]
)
def test_any_other_name_is_refused_before_a_route_is_reached(host: str) -> None:
    behind = Echo()
    told = ask(KnownHosts(behind, hosts=HOSTS), headers={"host": host})
    assert (told.status, told.code, behind.reached) == (421, "host_not_served", [])


def test_whoever_watches_the_service_asks_by_address() -> None:
    assert ask(KnownHosts(Echo(), hosts=HOSTS), path="/healthz", headers={"host": "192.168.3.4"}).status == 200
    assert ask(KnownHosts(Echo(), hosts=HOSTS), path="/healthz2", headers={"host": "192.168.3.4"}).status == 421


@pytest.mark.parametrize(
    ("location", "sent"),
    [
        ("http://made-up.example/v1/things/?a=1", "/v1/things/?a=1"),
        ("http://made-up.example//evil.example/x", "/evil.example/x"),
        ("http://made-up.example/\\evil.example", "/evil.example"),
        ("http://made-up.example", "/"),
        ("/v1/things/7", "/v1/things/7"),
        ("https://login.example/authorize?client=x", "https://login.example/authorize?client=x"),
    ],
)
def test_a_redirect_never_repeats_the_host_that_was_asked_for(location: str, sent: str) -> None:
    app = KnownHosts(Echo(307, {"location": location}), hosts=["*"])
    assert ask(app, headers={"host": "made-up.example"}).header("location") == sent
