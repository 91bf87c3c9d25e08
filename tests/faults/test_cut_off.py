"""Connections that are cut, hang or die beneath a desk: nothing is half done, others go on, and asking again helps."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import islice

import psycopg
import pytest

import application.commands.beneficiaries as beneficiaries
from application.desk import Desk
from application.recorded import Change, Receipt
from infrastructure.bootstrap import Office, office
from infrastructure.log.pool import configured, open_pool
from infrastructure.log.postgres_log import PostgresLog
from infrastructure.synthetic_people import synthetic_people
from tests.faults.conftest import Home
from tests.faults.enrolment import TOWNSHIP, settings_of
from tests.faults.kills import is_back
from tests.faults.orders import Order, obey
from tests.log.support import released
from tests.support.embedded_clients import report_of, until

pytestmark = pytest.mark.fault

LEDGER = "cut-off"
LINES = 10_000
COLLECT: Order = {"do": "collect", "fen": 700}

TAKE_THE_HEAD = "update ledger_head set last_position = last_position + 5 where ledger = %s"

_CUT = """
select pg_terminate_backend(pid) from pg_stat_activity
where state = 'active' and query like 'COPY entry%' and pid <> pg_backend_pid()
"""


@pytest.fixture(scope="module")
def there(home: Home) -> Iterator[Office]:
    with office(settings_of(home.path, home.open(LEDGER)), say=lambda _: None) as opened:
        yield opened


def append(log: PostgresLog, command_id: str, *streams: str) -> Receipt:
    changes = [Change(stream, 0, (released(),)) for stream in streams]
    return log.append(changes, actor="w", command_id=command_id, request_hash="", answer=lambda *_: {})


def cut_off_a_copy(conninfo: str) -> None:
    """Cut one connection in the midst of its rows."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        until(lambda: connection.execute(_CUT).fetchone() is not None, "somebody was in the midst of it")


def test_a_batch_whose_connection_is_cut_amid_its_rows_is_there_once_in_the_end(home: Home, there: Office) -> None:
    before = there.log.head()
    with ThreadPoolExecutor(1) as another:
        cutting = another.submit(cut_off_a_copy, home.conninfo)
        receipt = append(there.log, "cut-batch", *(f"payout/cut/{line}" for line in range(LINES)))
        cutting.result()
    # The first attempt was cut before its commit was asked for, so it was begun once more by itself.
    assert receipt.last_position == there.log.head() == before + LINES
    assert there.log.receipt("cut-batch") == receipt
    assert len(there.log.after(before, limit=2 * LINES)) == LINES


def test_a_writer_that_idles_on_the_head_row_is_cut_off_and_the_others_go_on(home: Home, there: Office) -> None:
    with psycopg.connect(home.conninfo, autocommit=True) as idle:
        configured("subsidy_app")(idle)
        assert shown(idle, "idle_in_transaction_session_timeout") == "1min"
        assert shown(idle, "lock_timeout") == "1min"
        idle.execute("set idle_in_transaction_session_timeout = '700ms'")  # one cannot wait for a minute here
        before = there.log.head()
        idle.execute("begin")
        idle.execute(TAKE_THE_HEAD, (LEDGER,))
        with ThreadPoolExecutor(4) as others:
            done = list(others.map(lambda n: append(there.log, f"go-on-{n}", f"case/go-on/{n}"), range(4)))
        with pytest.raises(psycopg.errors.IdleInTransactionSessionTimeout):
            idle.execute("select 1")
    assert sorted(receipt.last_position for receipt in done) == list(range(before + 1, before + 5))


@pytest.mark.parametrize("lines", [1, LINES])
def test_a_writer_that_slept_on_the_head_row_and_wakes_begins_once_more(home: Home, lines: int) -> None:
    naps = [1.0]

    def drowsy(first: int, last: int) -> object:
        time.sleep(naps.pop() if naps else 0)
        return {"first": first, "last": last}

    with open_pool(home.conninfo, max_size=1) as pool:
        log = PostgresLog(pool, LEDGER)
        with pool.connection() as connection:
            connection.execute("set idle_in_transaction_session_timeout = '400ms'")
        before = log.head()
        changes = [Change(f"payout/slept/{lines}/{line}", 0, (released(),)) for line in range(lines)]
        receipt = log.append(changes, actor="w", command_id=f"slept-{lines}", request_hash="", answer=drowsy)
        assert naps == []
        assert receipt.last_position == log.head() == before + lines
        assert log.receipt(f"slept-{lines}") == receipt


def test_who_did_not_ask_while_the_server_was_killed_does_not_notice(home: Home, there: Office) -> None:
    obey({"command_id": "before-the-kill", **COLLECT}, there.desk)
    people_of(there.desk, "people-before", place=0)
    there.desk.views_now()
    server = report_of(home.path).server_pid
    os.kill(server, signal.SIGKILL)
    until(lambda: is_back(home.path, home.conninfo, server), "the server is back", 60)
    people_of(there.desk, "people-after", place=5)
    obey({"command_id": "after-the-kill", **COLLECT}, there.desk)
    there.desk.views_now()
    assert there.views.balance("revenue/2017/fees").collected.fen == 1_400


def people_of(desk: Desk, command_id: str, *, place: int) -> tuple[str, ...]:
    rows = list(islice(synthetic_people(50, 3), place, place + 5))
    _, ids = beneficiaries.register_people(
        rows, command_id=command_id, why="登记", on=date(2017, 3, 1), by=TOWNSHIP, desk=desk
    )
    return ids


class Lost(Exception):
    """The process ends between the vault and the log."""


class NeverAppended(PostgresLog):
    """A log whose appends do not arrive."""

    def append(self, *_: object, **__: object) -> Receipt:
        raise Lost


@pytest.mark.parametrize("command_id", ["vault-first", "another-command"])
def test_who_is_in_the_vault_but_not_in_the_log_is_registered_once_by_asking_again(
    home: Home, there: Office, command_id: str
) -> None:
    place = 10 if command_id == "vault-first" else 20
    pool = there.log._pool
    lost = replace(there.desk, log=NeverAppended(pool, LEDGER))
    with pytest.raises(Lost):
        people_of(lost, "vault-first" if place == 10 else "vault-first-2", place=place)
    before = there.log.head()
    ids = people_of(there.desk, command_id, place=place)
    assert there.log.head() == before + 5
    assert people_of(there.desk, command_id, place=place) == ids
    with psycopg.connect(home.conninfo) as connection:
        persons = connection.execute(
            "select beneficiary_id, revision from subsidy.vault_person where ledger = %s and beneficiary_id = any (%s)",
            (LEDGER, list(ids)),
        ).fetchall()
        in_all = connection.execute("select people from subsidy.vault where ledger = %s", (LEDGER,)).fetchone()
        log = connection.execute(
            "select count(*) from subsidy.entry where ledger = %s and name like 'beneficiary.registered.%%'", (LEDGER,)
        ).fetchone()
    assert sorted(persons) == sorted((one, 1) for one in ids)
    assert in_all == log, "as many in the vault as in the log"


def shown(connection: psycopg.Connection[tuple[object, ...]], name: str) -> object:
    row = connection.execute(f"show {name}".encode()).fetchone()
    return row and row[0]
