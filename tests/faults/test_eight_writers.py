"""Eight processes draw on one fund line at once: what there is is spent once, and not a fen more."""

from __future__ import annotations

import random
from collections import Counter as Tally
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
import pytest

from application.views.posting import Account
from domain.funds.rejections import NoMoneyOfThatLevel, OverBudget
from domain.money import Money
from infrastructure.bootstrap import office
from tests.faults.books import all_is_well, look
from tests.faults.clerk import Clerk, Note
from tests.faults.conftest import Home
from tests.faults.enrolment import STANDARD, allocate, enrol, open_programme, settings_of
from tests.faults.kills import SEED
from tests.faults.orders import Order

pytestmark = pytest.mark.fault

WRITERS, ROUNDS, PEOPLE = 8, 6, 96
CONTESTED, BESIDE = 30 * STANDARD.fen + 12_345, 2 * STANDARD.fen
"""What the two lines hold at first, in fen: room for about a third of what is asked for."""

OFFICE = "fund-line"


@dataclass(slots=True)
class Two:
    """What a pencil keeps of the two lines: batches draw on the contested one first, moves go from it to the other."""

    contested: int = CONTESTED
    beside: int = BESIDE
    reserved: int = 0
    moved: int = 0

    def enter(self, order: Order) -> str:
        """Enter an order and return the code of the refusal it deserves now."""
        if order["do"] == "move":
            if order["fen"] > self.contested:
                return OverBudget.code
            self.contested -= order["fen"]
            self.beside += order["fen"]
            self.moved += order["fen"]
            return ""
        asked = len(order["people"]) * STANDARD.fen
        if asked > self.contested + self.beside:
            return NoMoneyOfThatLevel.code
        first = min(asked, self.contested)
        self.contested -= first
        self.beside -= asked - first
        self.reserved += asked
        return ""


def orders(chance: random.Random, writer: int, people: list[str], lines: tuple[str, str]) -> Iterator[Order]:
    """Yield one writer's orders: batches of one to three people nobody else pays, and moves of about as much."""
    for number in range(ROUNDS):
        order = {"command_id": f"writer-{writer}-{number}"}
        if chance.random() < 0.6:
            some = [people.pop() for _ in range(chance.randint(1, 2))]
            yield {**order, "do": "submit", "period": "2017", "number": f"{writer}-{number}", "people": some}
        else:
            yield {**order, "do": "move", "from": lines[0], "to": lines[1], "fen": chance.randint(1, 2 * STANDARD.fen)}


def too_much(people: list[str], lines: tuple[str, str]) -> list[Order]:
    """Return a move and a batch that no luck can make affordable, so that both refusals come up in every race."""
    crowd = [people.pop() for _ in range((CONTESTED + BESIDE) // STANDARD.fen + 1)]
    return [
        {"command_id": "greedy-move", "do": "move", "from": lines[0], "to": lines[1], "fen": CONTESTED + 1},
        {"command_id": "greedy-batch", "do": "submit", "period": "2017", "number": "greedy", "people": crowd},
    ]


def test_eight_writers_never_overdraw_a_line_and_get_all_there_is(home: Home) -> None:
    print(f"seed {SEED}")
    chance, ledger = random.Random(SEED), home.open(OFFICE)
    with office(settings_of(home.path, ledger), say=lambda _: None) as there:
        open_programme(there.desk)
        people = list(enrol(there.desk, PEOPLE))
        lines = (
            allocate(there.desk, 2017, "县财社〔2017〕11号", Money(CONTESTED)),
            allocate(there.desk, 2017, "县财社〔2017〕12号", Money(BESIDE)),
        )
        since = there.desk.views_now()
    work = [list(orders(chance, writer, people, lines)) for writer in range(WRITERS)]
    greedy = too_much(people, lines)
    for own, order in zip(work, greedy, strict=False):
        own.insert(ROUNDS // 2, order)
    noted = asked_at_once(home, ledger, work)
    look(home.conninfo, ledger, noted, since=since)
    book = Two()
    by_id = {order["command_id"]: order for own in work for order in own}
    for command in in_the_order_of_the_log(home.conninfo, ledger, since):
        # Both lines' money together only falls, and the contested line's too: who was refused before is refused here.
        assert book.enter(by_id[command]) == noted[command].refused, command
    tally = Tally(note.refused for note in noted.values())
    assert tally.keys() == {"", OverBudget.code, NoMoneyOfThatLevel.code}, tally
    assert sum(tally.values()) == WRITERS * ROUNDS + len(greedy)
    balances = {
        lines[0]: {
            Account.ALLOCATED: CONTESTED - book.moved,
            Account.AVAILABLE: book.contested,
            Account.RESERVED: CONTESTED - book.moved - book.contested,
        },
        lines[1]: {
            Account.ALLOCATED: BESIDE + book.moved,
            Account.AVAILABLE: book.beside,
            Account.RESERVED: BESIDE + book.moved - book.beside,
        },
    }
    all_is_well(home.path, home.conninfo, ledger, balances)
    print(dict(tally))


def asked_at_once(home: Home, ledger: str, work: list[list[Order]]) -> dict[str, Note]:
    """Have every writer's orders done by a process of its own, all at the same time."""
    clerks = []
    for number in range(len(work)):
        notes = home.notes / f"{ledger}-writer-{number}"
        notes.touch()
        clerks.append(Clerk(home.path, ledger, notes))
    for clerk in clerks:
        clerk.arrive()
    for clerk, own in zip(clerks, work, strict=True):
        clerk.give(own)
    noted: dict[str, Note] = {}
    for clerk, own in zip(clerks, work, strict=True):
        clerk.ask(own)
        noted |= clerk.noted
        assert clerk.told == ["here"], clerk.told
        clerk.leave()
    return noted


def in_the_order_of_the_log(conninfo: str, ledger: str, since: int) -> list[str]:
    """Return the commands behind a position, done or refused, as the log has them."""
    with psycopg.connect(conninfo) as connection:
        rows = connection.execute(
            "select convert_from(body, 'UTF8')::jsonb ->> 'command_id' from subsidy.entry"
            " where ledger = %s and position > %s group by 1 order by min(position)",
            (ledger, since),
        )
        return [command for (command,) in rows]
