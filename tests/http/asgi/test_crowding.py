"""The requests too many are told so at once."""

from __future__ import annotations

import asyncio

from starlette.types import Receive, Scope, Send

from api.http.asgi.crowding import AtMost
from tests.http.asgi.asking import Echo, Told, asked


class Held:
    """Answers when it is let go."""

    def __init__(self) -> None:
        self.let_go = asyncio.Event()
        self.present = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.present += 1
        await self.let_go.wait()
        if scope["path"].endswith("broken"):
            raise ZeroDivisionError
        await Echo()(scope, receive, send)


async def crowd(app: AtMost, behind: Held, *paths: str) -> list[Told | BaseException]:
    """Ask for all paths at once, let go once each was either let in or refused."""
    waiting = [asyncio.create_task(asked(app, path=path)) for path in paths]
    while behind.present + sum(one.done() for one in waiting) < len(paths):
        await asyncio.sleep(0)
    behind.let_go.set()
    return await asyncio.gather(*waiting, return_exceptions=True)


def statuses(found: list[Told | BaseException]) -> list[int]:
    return [one.status if isinstance(one, Told) else 0 for one in found]


def test_a_request_too_many_is_told_when_to_come_again() -> None:
    async def story() -> None:
        app = AtMost(behind := Held(), most=2, retry_after_seconds=3)
        told = await crowd(app, behind, "/v1/a", "/v1/b", "/v1/c")
        assert statuses(told) == [200, 200, 503]
        refused = told[2]
        assert isinstance(refused, Told)
        assert (refused.code, refused.header("retry-after")) == ("service_busy", "3")
        assert (await asked(app, path="/v1/d")).status == 200

    asyncio.run(story())


def test_a_place_is_free_again_after_a_failure_too() -> None:
    async def story() -> None:
        app = AtMost(behind := Held(), most=1)
        assert statuses(await crowd(app, behind, "/v1/broken")) == [0]
        assert (await asked(app, path="/v1/a")).status == 200

    asyncio.run(story())


def test_those_who_stay_have_places_of_their_own_and_whoever_watches_is_always_answered() -> None:
    async def story() -> None:
        app = AtMost(behind := Held(), most=1, apart={"/v1/entries/live": 2})
        live = ["/v1/entries/live"] * 3
        told = await crowd(app, behind, *live, "/v1/a", "/v1/b", "/healthz", "/healthz")
        assert statuses(told) == [200, 200, 503, 200, 503, 200, 200]

    asyncio.run(story())
