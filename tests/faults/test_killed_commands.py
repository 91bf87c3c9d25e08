"""kill -9 among single commands: what was answered is there once, as it was answered; the rest is asked again."""

from __future__ import annotations

import random
from collections.abc import Iterator

import psycopg
import pytest

from infrastructure.bootstrap import office
from tests.faults.books import REVENUE, Book, all_is_well, look
from tests.faults.conftest import Home
from tests.faults.enrolment import fund_line, open_programme, settings_of
from tests.faults.kills import LONG_COMMITS, SEED, Counter, Moment
from tests.faults.orders import Order

pytestmark = pytest.mark.fault

VICTIMS = ("process", "server", "both", "server", "process", "server", "process", "server")
ORDERS = 32
LATEST = 10
"""A kill waits for fewer answers than this, so most orders are still to come when it strikes."""


def orders(chance: random.Random, prefix: str) -> Iterator[Order]:
    """Yield orders for ever: money that comes and moves, revenue, people; some are more than there is."""
    lines: list[str] = []
    number = people = 0
    while True:
        number += 1
        order: dict[str, object] = {"command_id": f"{prefix}-{number:05d}", "fen": chance.randint(1, 500_000)}
        kind = "allocate" if len(lines) < 2 else chance.choice(KINDS)
        match kind:
            case "allocate":
                order["document"] = f"县财社〔2017〕{number}号"
                lines.append(fund_line(2017, str(order["document"])))
            case "add":
                order["line"] = chance.choice(lines)
            case "move":
                order["from"], order["to"] = chance.sample(lines, 2)
            case "register":
                order |= {"place": people, "people": chance.randint(1, 7)}
                people += int(str(order["people"]))
        yield {**order, "do": kind}


KINDS = ("add", "add", "move", "move", "collect", "collect", "remit", "register", "allocate")


@pytest.mark.timeout(400)
@pytest.mark.parametrize(
    ("options", "doing"),
    [("", ("",)), (LONG_COMMITS, ("", "COMMIT"))],
    ids=["at any moment", "often in the commit"],
)
def test_every_answered_command_is_there_once_whoever_is_killed(
    home: Home, options: str, doing: tuple[str, ...]
) -> None:
    print(f"seed {SEED}")
    chance = random.Random(f"{SEED}{options}")
    ledger = home.open(f"commands-{len(options)}")
    with office(settings_of(home.path, ledger), say=lambda _: None) as there:
        open_programme(there.desk)
        since = there.log.head()
    coming, book, amid = orders(chance, "order"), Book(), 0
    with Counter(home.path, home.conninfo, ledger, home.notes, options=options) as counter:
        for victims in VICTIMS:
            some = [next(coming) for _ in range(ORDERS)]
            moment = Moment(victims, chance.randrange(LATEST), chance.choice(doing), chance.uniform(0, 0.02))
            amid += counter.ask_and_kill(some, moment)
            look(home.conninfo, ledger, counter.noted, asked(some), since=since)
            noted = counter.ask(some)
            book.enter(some, noted)
            look(home.conninfo, ledger, counter.noted, since=since)
            all_is_well(home.path, home.conninfo, ledger, book.accounts)
            assert registered(home.conninfo, ledger) == (book.people, book.people)
        assert amid >= len(VICTIMS) - 1, "all but perhaps one of the kills were in the midst of something"
        assert REVENUE in book.accounts
        print(f"{amid} of {len(VICTIMS)} kills in the midst of something, told {sorted(set(counter.told))}")


def asked(some: list[Order]) -> set[str]:
    return {order["command_id"] for order in some}


def registered(conninfo: str, ledger: str) -> tuple[int, int]:
    """Count people in the vault and in the log."""
    with psycopg.connect(conninfo) as connection:
        row = connection.execute(
            "select (select people from subsidy.vault where ledger = %(ledger)s),"
            " (select count(distinct stream) from subsidy.entry"
            "  where ledger = %(ledger)s and stream like 'beneficiary/%%')",
            {"ledger": ledger},
        ).fetchone()
    assert row is not None
    return row[0] or 0, row[1]
