"""Work for other processes: following the views, and writing while reading one's own writes."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from infrastructure.bootstrap import office
from infrastructure.log.bell import Bell
from infrastructure.views.follower import Follower
from infrastructure.views.projector import Projector
from tests.faults.enrolment import settings_of
from tests.faults.orders import Order, obey

THREADS = 4


def follow(conninfo: str, ledger: str, upto: int) -> list[str]:
    """Follow with several followers until the views have come as far; return what troubled them."""
    with ExitStack() as stack:
        own = [stack.enter_context(Follower(Projector(conninfo, ledger, entries=n), Bell())) for n in (7, 64)]
        with_a_look = stack.enter_context(ExitStack())
        looking = Projector(conninfo, ledger)
        with_a_look.callback(looking.close)
        deadline = time.monotonic() + 120
        while min(state.position for state in looking.states()) < upto:
            assert time.monotonic() < deadline, [follower.trouble for follower in own]
            time.sleep(0.02)
        return [follower.trouble for follower in own if follower.trouble]


def write_and_read(home: Path, ledger: str, writer: int, line: str, count: int) -> int:
    """Write from several threads of one desk; each reads its own write. Return how many entries were written.

    Thread k puts k + 1 fen on the line each time, so that whoever waits for a position can tell if it came too early.
    """
    with office(settings_of(home, ledger), say=lambda _: None) as there:

        def work(thread: int) -> int:
            for number in range(count):
                order: Order = {
                    "command_id": f"write-{writer}-{thread}-{number}",
                    "do": "add",
                    "line": line,
                    "fen": thread + 1,
                }
                before = there.views.balance(line).allocated
                answer = obey(order, there.desk)
                there.views.wait_for(answer.position)
                assert there.views.balance(line).allocated >= before, "nothing seen is lost again"
                at, just_before = (there.views.balance(line, as_of=answer.position - n).allocated for n in (0, 1))
                assert (at - just_before).fen == thread + 1, "one reads one's own write"
            return count

        with ThreadPoolExecutor(THREADS) as threads:
            return sum(threads.map(work, range(THREADS)))
