"""The threads that answer: the log and the views are asked in threads, so that the event loop goes on meanwhile.

The framework's own change of threads takes 0.09 ms of processor there and back, a third of what a whole query takes
here; most of it is for being given up half-way, which no answer of ours is.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context, copy_context
from functools import partial
from queue import SimpleQueue
from typing import TypeVar, TypeVarTuple

Result = TypeVar("Result")
Given = TypeVarTuple("Given")
Work = tuple[asyncio.Future[Result], Context, Callable[[], Result]]

THREADS = 16
"""Requests worked on at a time in one process."""


class Hands:
    """So many threads for the requests of one event loop. They are there while `at_work` is open."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._waiting: SimpleQueue[Work[object] | None] = SimpleQueue()

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Have the threads there; those at the end of the block finish what they were given."""
        threads = [threading.Thread(target=self._work, name=f"hand {number}") for number in range(self._count)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            for _ in threads:
                self._waiting.put(None)
            for thread in threads:
                thread.join()

    async def do(self, work: Callable[[*Given], Result], *given: *Given) -> Result:
        """Have something done by the next free thread, in the caller's context, and return what it returns.

        Who stops waiting does not stop the work.
        """
        answer: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.put((answer, copy_context(), lambda: work(*given)))  # type: ignore[arg-type]  # any result
        return await answer

    def _work(self) -> None:
        while (taken := self._waiting.get()) is not None:
            answer, context, work = taken
            told: Callable[[], None]
            try:
                told = partial(answer.set_result, context.run(work))
            except BaseException as error:  # Told to whoever waits, as it is.
                told = partial(answer.set_exception, error)
            loop = answer.get_loop()
            if not loop.is_closed():
                loop.call_soon_threadsafe(_unless_done, answer, told)
            del taken, answer, context, work, told  # Nothing of a request is kept while the next one is waited for.


def _unless_done(answer: asyncio.Future[object], told: Callable[[], None]) -> None:
    if not answer.done():  # Else nobody waits for it any more.
        told()
