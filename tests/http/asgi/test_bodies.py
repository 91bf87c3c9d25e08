"""A body that is too large or too slow is refused, whatever stands behind."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from fastapi import Body, FastAPI
from starlette.types import Receive, Scope, Send

from api.http.asgi.bodies import BodyLimits
from tests.http.asgi.asking import Echo, ask


def test_a_body_that_says_it_is_too_large_is_refused_unread() -> None:
    behind = Echo()
    app = BodyLimits(behind, limit=10, larger={"/v1/imports": 100})
    told = ask(app, "POST", headers={"content-length": "11"}, body=_never)
    assert (told.status, told.code, behind.reached) == (413, "body_too_large", [])
    assert told.header("connection") == "close"


def test_a_body_that_does_not_say_its_length_is_counted() -> None:
    app = BodyLimits(Echo(), limit=10)
    assert ask(app, "POST", body=[b"12345", b"67890"]).body == b"10"
    told = ask(app, "POST", body=[b"12345", b"67890", b"1"])
    assert (told.status, told.code) == (413, "body_too_large")


def test_a_body_that_lies_about_its_length_is_counted_all_the_same() -> None:
    for lie in ("3", "-1", "many", "1" * 5000):
        assert (
            ask(BodyLimits(Echo(), limit=10), "POST", headers={"content-length": lie}, body=[b"x" * 11]).status == 413
        )


def test_imports_may_be_larger_than_other_requests_and_a_namesake_may_not() -> None:
    app = BodyLimits(Echo(), limit=10, larger={"/v1": 20, "/v1/imports": 100})
    assert ask(app, "POST", "/v1/imports/people", body=[b"x" * 100]).status == 200
    assert ask(app, "POST", "/v1/imports/people", body=[b"x" * 101]).status == 413
    assert ask(app, "POST", "/v1/importsandmore", body=[b"x" * 21]).status == 413
    assert ask(app, "POST", "/healthz", body=[b"x" * 11]).status == 413


def test_the_refusal_stands_even_where_the_framework_would_have_answered_otherwise() -> None:
    service = FastAPI()

    @service.post("/v1/things")
    def make(thing: dict[str, str] = Body()) -> dict[str, str]:  # noqa: B008
        return thing

    app = BodyLimits(service, limit=10)
    headers = {"content-type": "application/json"}
    assert ask(app, "POST", headers=headers, body=[b'{"a":"b"}']).body == b'{"a":"b"}'
    told = ask(app, "POST", headers=headers, body=[b'{"a":"b', b'bb"}'])
    assert (told.status, told.code) == (413, "body_too_large")


def test_a_body_that_comes_too_slowly_is_given_up_on() -> None:
    app = BodyLimits(Echo(), patience=timedelta(milliseconds=20))
    told = ask(app, "POST", body=_never)
    assert (told.status, told.code, told.header("connection")) == (408, "body_too_slow", "close")


def test_a_trickle_gains_no_time_but_a_flow_does() -> None:
    patience = timedelta(milliseconds=50)
    assert ask(BodyLimits(Echo(), patience=patience, slowest=1000), "POST", body=_drops(1, 1000)).status == 408
    assert ask(BodyLimits(Echo(), patience=patience, slowest=1000), "POST", body=_drops(5000, 10)).status == 200


def test_once_the_body_is_there_the_answer_may_take_its_time() -> None:
    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await asyncio.sleep(0.05)
        await Echo()(scope, receive, send)

    assert ask(BodyLimits(slow, patience=timedelta(milliseconds=10)), "POST").status == 200


def test_what_fails_inside_fails_outside() -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ask(BodyLimits(broken), "POST")


async def _never() -> AsyncIterator[bytes]:
    await asyncio.sleep(60)
    yield b""


def _drops(size: int, times: int):  # type: ignore[no-untyped-def] # an async generator function is returned
    async def drops() -> AsyncIterator[bytes]:
        for _ in range(times):
            yield b"x" * size
            await asyncio.sleep(0.01)

    return drops
