"""kill -9 while 10,000 people are paid: each step of the batch is there whole or not at all, and is done in the end."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest

from application.views.posting import Account
from domain.money import Money
from domain.programmes.policy import ApprovalStep
from infrastructure.bootstrap import office
from tests.faults.books import all_is_well, balances_are, look
from tests.faults.conftest import Home
from tests.faults.enrolment import PROGRAMME, STANDARD, allocate, enrol, open_programme, settings_of
from tests.faults.kills import LONG_COMMITS, SEED, Counter, Moment
from tests.faults.orders import EVERY, Order

pytestmark = pytest.mark.fault

LEDGER, PEOPLE, SPARE = "county", 10_000, 7 * STANDARD.fen
TOTAL, BACK = PEOPLE * STANDARD.fen, PEOPLE // EVERY * STANDARD.fen
BATCH = f"{PROGRAMME}/2017/1"


@dataclass(frozen=True, slots=True)
class County:
    """Where 10,000 people are entitled: the line that pays them, and the log's head before the first payment."""

    home: Home
    line: str
    head: int


@pytest.fixture(scope="module")
def county(home: Home) -> County:
    home.open(LEDGER)
    with office(settings_of(home.path, LEDGER), say=lambda _: None) as there:
        open_programme(there.desk)
        enrol(there.desk, PEOPLE)
        line = allocate(there.desk, 2017, "县财社〔2017〕11号", Money(TOTAL + SPARE))
        return County(home, line, there.desk.views_now())


ROWS, COMMIT = "^COPY entry", "^COMMIT"
STEPS: dict[str, tuple[tuple[str, str], ...]] = {
    "submit": (("server", ROWS), ("process", "")),
    "release": (("process", ROWS), ("server", COMMIT), ("process", COMMIT), ("server", "")),
    "post": (("server", ROWS), ("both", ROWS), ("server", COMMIT), ("process", "")),
}
"""Who is killed during each step, and when: in the midst of its rows, in its commit, then wherever it is.

A kill in the commit may leave the step done, and so may one that waits for nothing: nothing is certain to be struck
after the first of those.
"""
CERTAIN = {
    f"{step} {victims} {doing}"
    for step, kills in STEPS.items()
    for place, (victims, doing) in enumerate(kills)
    if doing and all(before != COMMIT for _, before in kills[:place])
}
"""The kills that strike in the midst of something whatever the machine's speed."""


@pytest.mark.timeout(600)
def test_a_batch_is_paid_once_however_often_its_steps_are_killed(county: County) -> None:
    print(f"seed {SEED}")
    chance, home, book = random.Random(SEED), county.home, {Account.ALLOCATED: TOTAL + SPARE, Account.AVAILABLE: SPARE}
    amid: list[str] = []
    with Counter(home.path, home.conninfo, LEDGER, home.notes, options=LONG_COMMITS) as counter:

        def taken(step: str, **needs: object) -> Mapping[str, Any]:
            """Have a step taken, with kills in between, and return what it was answered in the end."""
            order: Order = {"command_id": f"{step}-2017-1", "do": step, "batch": BATCH, **needs}
            for victims, doing in STEPS[step]:
                moment = Moment(victims, doing=doing, seconds=chance.uniform(0, 0.04 if doing else 0.4))
                if counter.ask_and_kill([order], moment):
                    amid.append(f"{step} {victims} {doing}")
                look(home.conninfo, LEDGER, counter.noted, [order["command_id"]], since=county.head)
            said = counter.ask([order])[order["command_id"]].said
            look(home.conninfo, LEDGER, counter.noted, since=county.head)
            return said

        said = taken("submit", period="2017", number="1")
        assert (said["people"], said["total_fen"]) == (PEOPLE, str(TOTAL))
        balances_are(home.path, LEDGER, {county.line: {**book, Account.RESERVED: TOTAL}})
        counter.ask(approvals(said["digest"]))
        taken("release")
        balances_are(home.path, LEDGER, {county.line: {**book, Account.DISBURSED: TOTAL}})
        assert taken("post")["returned"] == PEOPLE // EVERY
    # Entries and rows are only ever added: whatever any of the kills had left would still be there to be found.
    settled = {**book, Account.SETTLED: TOTAL - BACK, Account.RETURNED: BACK}
    all_is_well(home.path, home.conninfo, LEDGER, {county.line: settled})
    assert payouts(home.conninfo) == PEOPLE
    print(f"in the midst: {amid}, told {sorted(set(counter.told))}")
    assert CERTAIN - set(amid) == set()


def approvals(digest: str) -> list[Order]:
    return [
        {"command_id": f"approve-{step.value}", "do": "approve", "batch": BATCH, "step": step.value, "digest": digest}
        for step in ApprovalStep
    ]


def payouts(conninfo: str) -> int:
    """Count who has a payout, and that nobody has two releases."""
    with psycopg.connect(conninfo) as connection:
        row = connection.execute(
            "select count(*), count(distinct stream) from subsidy.entry"
            " where ledger = %s and name = 'payout.released.1' and stream like %s",
            (LEDGER, f"payout/{PROGRAMME}/2017/%"),
        ).fetchone()
    assert row is not None
    assert row[0] == row[1]
    return int(row[0])
