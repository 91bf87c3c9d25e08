"""An answer as of a moment is the same for ever: while others write, later, after a rebuild, in another process."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from application.commands.funds import AllocateFunds
from domain.funds.events import LevelShare
from domain.levels import FundKind, GovernmentLevel
from infrastructure.bootstrap import office as running_office
from infrastructure.bootstrap import prepare, rebuild, settings
from tests.replay.asking import Moment, asked, instants
from tests.support.office import AREA, BUILDER, Office, StandingClock
from tests.support.stories import FUNDED, MEDICINE, NURSING, PROVINCIAL, a_programme, yuan
from tests.use_cases.test_on_postgres import the_year_of_five

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

DAYS = ("", "2017-04-20", "2017-05-01")
LEAST_MOMENTS, MOST_MOMENTS = 6, 12
PAUSE = 0.05
"""Seconds between two documents: without any, a slow machine does nothing but write them and tell of them."""


@dataclass(slots=True)
class TickingClock(StandingClock):
    """Noon of the day it is put on, and a millisecond later each time it is looked at."""

    ticks: Iterator[int] = field(default_factory=count)

    def now(self) -> datetime:
        return StandingClock.now(self) + timedelta(milliseconds=next(self.ticks))


@dataclass
class Recorded:
    """What was asked while others wrote, and what was answered then."""

    office: Office
    given: dict[str, Any]
    moments: list[Moment] = field(default_factory=list)
    answers: list[dict[str, str]] = field(default_factory=list)
    instants: dict[str, int] = field(default_factory=dict)

    def ask_again(self) -> list[dict[str, str]]:
        desk = self.office.desk
        desk.views_now()
        return [asked(desk, moment, MEDICINE) for moment in self.moments]


@pytest.fixture(scope="module")
def recorded(fresh_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recorded]:
    given = {"home": str(tmp_path_factory.mktemp("home")), "ledger": AREA, "database_url": fresh_database}
    chosen = settings(given)
    prepare(chosen, say=_quiet)
    clock = TickingClock()
    with running_office(chosen, say=_quiet, clock=clock) as running:
        found = Recorded(Office(running.desk, clock, is_alone=False), given)
        _record_while_others_write(found, chosen)
        yield found


def test_answers_were_recorded_at_many_moments_of_the_load(recorded: Recorded) -> None:
    positions = [position for position, *_ in recorded.moments]
    assert len(set(positions)) >= LEAST_MOMENTS
    assert max(positions) < recorded.office.desk.log.head(), "the log went on behind every one of them"
    assert len({one["fund position"] for one in recorded.answers}) >= 3


def test_what_was_answered_under_load_is_answered_again_when_it_is_over(recorded: Recorded) -> None:
    assert recorded.ask_again() == recorded.answers
    assert instants(recorded.office.desk, list(recorded.instants)) == recorded.instants


def test_what_was_answered_before_a_rebuild_is_answered_after_it(recorded: Recorded) -> None:
    rebuild(settings(recorded.given), say=_quiet, progress=lambda _done, _of: None)
    assert recorded.ask_again() == recorded.answers


def test_what_one_process_answered_another_one_answers(recorded: Recorded) -> None:
    asks = {
        "settings": recorded.given,
        "moments": recorded.moments,
        "programme": MEDICINE,
        "instants": list(recorded.instants),
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.replay.asking"],
        cwd=Path(__file__).parents[2],
        input=json.dumps(asks),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["answers"] == recorded.answers
    assert said["instants"] == recorded.instants


def _record_while_others_write(found: Recorded, chosen: Any) -> None:
    """One writer lives through a batch's year, one brings money to another programme; between them it is asked.

    The money comes until enough moments were asked for, however slow the machine, and once more after the last.
    """
    desk, trouble = found.office.desk, list[BaseException]()
    a_programme(found.office, NURSING)
    done, enough = threading.Event(), threading.Event()

    def tried(write: Callable[[], None]) -> None:
        try:
            write()
        except BaseException as error:
            trouble.append(error)

    def year() -> None:
        try:
            the_year_of_five(found.office)
        finally:
            done.set()

    def money() -> None:
        share = (LevelShare(GovernmentLevel.MUNICIPAL, FundKind.GENERAL_BUDGET, yuan(1)),)
        where: dict[str, Any] = {"programme": NURSING, "fiscal_year": 2017, "region": AREA, "on": FUNDED}
        with running_office(chosen, say=_quiet, clock=found.office.clock) as there:
            own = Office(there.desk, found.office.clock)
            for number in count(1):
                is_last = enough.is_set()
                own.asks(
                    AllocateFunds,
                    by=BUILDER,
                    command_id=f"money-{number:06d}",
                    document=f"财社〔2017〕{number}号",
                    shares=share,
                    **where,
                )
                if is_last:
                    return
                enough.wait(PAUSE)

    writers = [threading.Thread(target=tried, args=(write,)) for write in (year, money)]
    for writer in writers:
        writer.start()
    seen = 0
    while not trouble and (not done.is_set() or len(found.moments) < LEAST_MOMENTS):
        if done.is_set():
            desk.views_now()  # While the year went on it brought the views along.
        position = desk.views.position()
        if position > seen and len(found.moments) < MOST_MOMENTS:
            seen = position
            moment = position, DAYS[len(found.moments) % len(DAYS)], _things(found.office.people[:1])
            found.answers.append(asked(desk, moment, MEDICINE))
            found.moments.append(moment)
            [newest] = desk.log.after(position - 1, limit=1)
            before = newest.recorded_at - timedelta(microseconds=1)  # What is still to come is not recorded earlier.
            found.instants[before.isoformat()] = desk.views.position_at(before)
        else:
            enough.wait(PAUSE)
    enough.set()
    for writer in writers:
        writer.join()
    if trouble:
        raise trouble[0]


def _things(people: Sequence[str]) -> list[str]:
    payouts = [f"payout/{MEDICINE}/2017/{person}" for person in people]
    cases = [f"case/{MEDICINE}/{person}" for person in people]
    return [
        f"batch/{MEDICINE}/2017/1",
        f"line/{PROVINCIAL}",
        *cases,
        *payouts,
        *(f"beneficiary/{one}" for one in people),
    ]


def _quiet(_sentence: str) -> None:
    return
