"""The threads that answer: in the caller's context, as often as asked, and until the last of it is done."""

from __future__ import annotations

import asyncio
import threading
from contextvars import ContextVar

import pytest

from api.http.hands import Hands

WHO: ContextVar[str] = ContextVar("who")


def test_what_is_done_is_done_elsewhere_in_the_callers_context() -> None:
    async def ask(name: str, hands: Hands) -> tuple[str, bool]:
        WHO.set(name)
        return await hands.do(lambda more: (WHO.get() + more, threading.current_thread().name.startswith("hand")), "!")

    async def main() -> list[tuple[str, bool]]:
        hands = Hands(3)
        with hands.at_work():
            return await asyncio.gather(*(ask(str(number), hands) for number in range(50)))

    assert asyncio.run(main()) == [(f"{number}!", True) for number in range(50)]


def test_what_goes_wrong_is_told_to_whoever_waits_and_to_nobody_else() -> None:
    def fails() -> int:
        raise ValueError("wrong")

    async def main() -> int:
        hands = Hands(1)
        with hands.at_work():
            with pytest.raises(ValueError, match="wrong"):
                await hands.do(fails)
            return await hands.do(lambda: 7)

    assert asyncio.run(main()) == 7


def test_who_stops_waiting_does_not_stop_the_work() -> None:
    began, goes_on, done = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        began.set()
        goes_on.wait(10)
        done.set()

    async def main() -> int:
        hands = Hands(1)
        with hands.at_work():
            waiting = asyncio.ensure_future(hands.do(work))
            await asyncio.get_running_loop().run_in_executor(None, began.wait, 10)
            waiting.cancel()
            goes_on.set()
            return await hands.do(lambda: 7)

    assert asyncio.run(main()) == 7
    assert done.is_set()


def test_at_the_end_nobody_is_left() -> None:
    async def main() -> None:
        with Hands(4).at_work():
            pass

    before = threading.active_count()
    asyncio.run(main())
    assert threading.active_count() <= before
