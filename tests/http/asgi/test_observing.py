"""What operators see of a request: one line, one id, how long; no path, no query, no body."""

from __future__ import annotations

import re

import pytest
from fastapi import APIRouter, FastAPI, Request
from starlette.types import Receive, Scope, Send
from structlog.testing import capture_logs

from api.http.asgi.observing import Observed
from api.http.metrics import Metrics
from api.http.problems import problem_answer
from tests.http.asgi.asking import Echo, ask


def service() -> FastAPI:
    """A service with a router, as ours is put together."""
    router = APIRouter(prefix="/people")

    @router.post("/{number}/reveal")
    def reveal(number: str, request: Request) -> dict[str, str]:
        request.state.account = "clerk-01"
        return {"number": number}

    app = FastAPI()
    app.include_router(router, prefix="/v1")
    return app


def metrics() -> Metrics:
    return Metrics(ledger="340700", process="8000")


def test_the_line_names_the_route_and_the_account_but_nothing_that_was_asked_or_answered() -> None:
    with capture_logs() as lines:
        told = ask(
            Observed(service(), ledger="340700", metrics=metrics()),
            "POST",
            "/v1/people/990101199003070011/reveal",
            query_string=b"why=Zhang+San",
            body=[b"{}"],
        )
    (line,) = lines
    assert {key: line[key] for key in ("event", "ledger", "method", "route", "status", "account")} == {
        "event": "request",
        "ledger": "340700",
        "method": "POST",
        "route": "/v1/people/{number}/reveal",
        "status": 200,
        "account": "clerk-01",
    }
    assert isinstance(line["duration_us"], int)
    assert line["bytes_out"] == len(told.body)
    assert "Zhang" not in str(line)
    assert "990101" not in str(line)


def test_the_bytes_of_the_body_are_counted_as_they_are_read() -> None:
    with capture_logs() as lines:
        ask(Observed(Echo(), ledger="l", metrics=metrics()), "POST", body=[b"12345", b"678"])
    assert (lines[0]["bytes_in"], lines[0]["bytes_out"]) == (8, 1)


def test_a_path_that_leads_nowhere_and_a_method_nobody_knows_are_not_repeated() -> None:
    with capture_logs() as lines:
        ask(Observed(service(), ledger="340700", metrics=metrics()), "ZHANG", "/v1/nowhere/990101199003070011")
    assert (lines[0]["method"], lines[0]["route"], lines[0]["status"]) == ("OTHER", "unmatched", 404)


@pytest.mark.parametrize("given", ["a1b2c3d4", "order-2017.04_7", "x" * 64])
def test_a_well_formed_request_id_is_kept_and_comes_back(given: str) -> None:
    with capture_logs() as lines:
        told = ask(Observed(Echo(), ledger="l", metrics=metrics()), headers={"x-request-id": given})
    assert told.header("x-request-id") == given
    assert told.scope["state"]["request_id"] == given
    assert len(lines) == 1


@pytest.mark.parametrize(
    "given", ["", "short", "x" * 65, "with blank", "line\\nbreak", "-begins", "990101199003070011"]
)
def test_any_other_is_replaced_by_a_new_one(given: str) -> None:
    told = ask(Observed(Echo(), ledger="l", metrics=metrics()), headers={"x-request-id": given})
    assert re.fullmatch("[0-9a-f]{32}", told.header("x-request-id") or "")


def test_a_problem_s_code_is_in_the_line_and_counted() -> None:
    async def refusing(scope: Scope, receive: Receive, send: Send) -> None:
        await problem_answer(409, "over_budget", "…", "…")(scope, receive, send)

    seen = metrics()
    with capture_logs() as lines:
        ask(Observed(refusing, ledger="l", metrics=seen))
    assert lines[0]["problem"] == "over_budget"
    assert b'ledger_refusals_total{code="over_budget",ledger="340700",process="8000"} 1.0' in seen.text()


def test_a_failure_nobody_answered_becomes_a_problem_that_names_the_request_and_no_more() -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        raise ValueError("Zhang San")

    with capture_logs() as lines:
        told = ask(
            Observed(broken, ledger="l", metrics=metrics()),
            headers={"x-request-id": "request-7", "accept-language": "en"},
        )
    assert (told.status, told.code) == (500, "service_failed")
    assert "request-7" in told.detail
    assert b"Zhang" not in told.body
    assert [line["event"] for line in lines] == ["request failed", "request"]
    assert lines[1]["failed"] == "ValueError"


def test_half_an_answer_is_not_passed_off_as_a_whole_one() -> None:
    async def breaking(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"half", "more_body": True})
        raise ConnectionError

    with capture_logs() as lines, pytest.raises(ConnectionError):
        ask(Observed(breaking, ledger="l", metrics=metrics()))
    assert (lines[0]["status"], lines[0]["failed"]) == (200, "ConnectionError")


def test_a_failure_behind_a_whole_answer_is_noted_and_the_answer_stands() -> None:
    async def stumbling(scope: Scope, receive: Receive, send: Send) -> None:
        await Echo()(scope, receive, send)
        raise ConnectionError

    with capture_logs() as lines:
        assert ask(Observed(stumbling, ledger="l", metrics=metrics())).status == 200
    assert lines[0]["failed"] == "ConnectionError"


def test_requests_are_counted_by_route_and_those_of_watchers_write_no_line() -> None:
    seen = metrics()
    app = Observed(service(), ledger="l", metrics=seen)
    with capture_logs() as lines:
        for number in ("1", "2", "3"):
            ask(app, "POST", f"/v1/people/{number}/reveal")
        ask(app, "GET", "/healthz")
    text = seen.text().decode()
    labels = 'ledger="340700",method="POST",process="8000",route="/v1/people/{number}/reveal"'
    assert f'http_requests_total{{{labels},status="200"}} 3.0' in text
    assert f"http_request_seconds_count{{{labels}}} 3.0" in text
    assert 'http_requests_in_flight{ledger="340700",process="8000"} 0.0' in text
    assert len(lines) == 3
