"""A browser may do nothing with an answer but show it."""

from __future__ import annotations

from api.http.asgi.headers import API_POLICY, PAGE_POLICY, SecurityHeaders
from tests.http.asgi.asking import Echo, ask


def test_every_answer_carries_the_headers_that_keep_a_browser_from_doing_more_than_showing_it() -> None:
    told = ask(SecurityHeaders(Echo()))
    assert told.header("content-security-policy") == API_POLICY
    assert told.header("x-content-type-options") == "nosniff"
    assert told.header("referrer-policy") == "no-referrer"
    assert told.header("cross-origin-opener-policy") == "same-origin"
    assert told.header("cross-origin-resource-policy") == "same-origin"
    assert "camera=()" in (told.header("permissions-policy") or "")


def test_no_page_is_shown_inside_another_and_none_runs_what_stands_inline() -> None:
    for policy in (API_POLICY, PAGE_POLICY):
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy


def test_the_reference_page_may_load_its_own_files_and_its_namesakes_may_not() -> None:
    app = SecurityHeaders(Echo())
    assert ask(app, path="/docs").header("content-security-policy") == PAGE_POLICY
    assert ask(app, path="/docs/script.js").header("content-security-policy") == PAGE_POLICY
    assert ask(app, path="/docsearch").header("content-security-policy") == API_POLICY


def test_answers_of_the_api_are_kept_nowhere_unless_the_route_says_how() -> None:
    assert ask(SecurityHeaders(Echo())).header("cache-control") == "no-store"
    assert ask(SecurityHeaders(Echo()), path="/v10").header("cache-control") is None
    said = SecurityHeaders(Echo(headers={"cache-control": "private, max-age=60"}))
    assert ask(said).header("cache-control") == "private, max-age=60"


def test_strict_transport_security_is_promised_on_tls_only() -> None:
    assert ask(SecurityHeaders(Echo()), scheme="http").header("strict-transport-security") is None
    assert ask(SecurityHeaders(Echo()), scheme="https").header("strict-transport-security") == "max-age=31536000"


def test_the_place_an_application_is_mounted_at_is_no_part_of_the_path() -> None:
    app = SecurityHeaders(Echo())
    assert ask(app, path="/ledger/v1/x", root_path="/ledger").header("cache-control") == "no-store"
    assert ask(app, path="/ledgers/v1/x", root_path="/ledger").header("cache-control") is None
