"""One command, one effect, one answer: asked fifty times at once, by who never hears the answer, across a restart."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from itertools import count
from pathlib import Path

import httpx2
import pytest

from domain.accounts.roles import Role
from tests.http.commands import STEPS
from tests.http.medicine import CASHIER, REVIEWER, TOWNSHIP
from tests.http.stepping import Story
from tests.support.database import empty_database
from tests.support.lossy import Fate, lossy_way
from tests.support.served import Served, ready, served, start, stop
from tests.support.service import Service, fresh_id

pytestmark = [pytest.mark.slow, pytest.mark.fault, pytest.mark.timeout(600)]

AT_ONCE = 50
FINANCE = "finance-officer"
_documents = count(1)


Killable = tuple[Served, Callable[[], None]]
"""A service of two processes, and what kills every one of them at once and starts it anew."""


@pytest.fixture(scope="module")
def killable(fresh_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Killable]:
    home = tmp_path_factory.mktemp("home")
    with served(fresh_database, home, processes=2) as there, there.client() as service:
        open_for_money(service)
        port = int(there.address.rpartition(":")[2])

        def kill_and_start_again() -> None:
            for process in (there.process.pid, *there.workers):
                os.kill(process, signal.SIGKILL)
            there.process.wait()
            there.process = start(fresh_database, home, processes=2, port=port)
            ready(there.address)

        try:
            yield there, kill_and_start_again
        finally:
            stop(there.process)


@pytest.fixture
def two(killable: Killable) -> Served:
    return killable[0]


def open_for_money(service: Service) -> None:
    """Open a programme and sign in whoever gives it money."""
    step = next(step for step in STEPS if step.name == "open_programme")
    service.done(step.who, step.at(Story()), step.body(Story()))
    service.token(service.of(Role.FINANCE_OFFICER))


def allocation(amount: str = "1000.00") -> dict[str, object]:
    """Money under a document that was not there before."""
    return {
        "programme": "psy-medicine",
        "fiscal_year": 2017,
        "region": "990101",
        "document": f"财社〔2017〕{next(_documents)}号",
        "shares": [{"level": "county", "kind": "general_budget", "amount": amount}],
        "on": "2017-02-01",
    }


def all_at_once(there: Served, bodies: list[dict[str, object]], key: str) -> list[httpx2.Response]:
    """Give a command under one key from as many connections as there are bodies, at the same moment."""
    together = threading.Barrier(len(bodies))

    def ask(body: dict[str, object]) -> httpx2.Response:
        with there.client() as mine:
            mine.client.get("/healthz")  # The connection stands.
            together.wait(60)
            return mine.post(FINANCE, "/v1/allocations", body, key=key)

    with ThreadPoolExecutor(len(bodies)) as pool:
        return list(pool.map(ask, bodies))


def test_fifty_at_once_under_one_key_are_one_command_with_one_answer(two: Served) -> None:
    for _ in range(3):
        body, key, head = allocation(), fresh_id(), two.office.desk.log.head()
        answers = all_at_once(two, [body] * AT_ONCE, key)
        assert [answer.status_code for answer in answers] == [200] * AT_ONCE, {answer.text for answer in answers}
        assert len({answer.content for answer in answers}) == 1
        replayed = [answer.headers.get("idempotent-replayed") for answer in answers]
        assert sorted(replayed, key=str) == [None, *["true"] * (AT_ONCE - 1)]
        told = answers[0].json()
        assert told["first_position"] == head + 1
        assert two.office.desk.log.head() == told["position"]


def test_of_two_contents_under_one_key_one_is_done_and_the_other_refused(two: Served) -> None:
    one, other = allocation("1.00"), allocation("2.00")
    head, key = two.office.desk.log.head(), fresh_id()
    answers = all_at_once(two, [one, other] * (AT_ONCE // 2), key)
    by_content = [{answer.status_code for answer in answers[start::2]} for start in (0, 1)]
    assert by_content in ([{200}, {409}], [{409}, {200}])
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"command_id_reused"}
    assert len({answer.content for answer in answers if answer.status_code == 200}) == 1
    assert two.office.desk.log.head() == head + 1


def test_every_command_of_the_office_is_done_once_though_its_answers_are_lost(server_dsn: str, tmp_path: Path) -> None:
    story = Story()
    with ExitStack() as stack:
        database = stack.enter_context(empty_database(server_dsn))
        there = stack.enter_context(served(database, tmp_path, processes=2))
        direct = stack.enter_context(there.client())
        for account in (TOWNSHIP, REVIEWER):
            direct.token(direct.account(account, Role.TOWNSHIP))
        direct.token(direct.account(CASHIER, Role.FINANCE_OFFICER))
        for role in {step.who for step in STEPS if isinstance(step.who, Role)}:
            direct.token(direct.of(role))
        way = stack.enter_context(lossy_way(there.address))
        service = Service(
            stack.enter_context(httpx2.Client(base_url=way.address, timeout=60)), there.office, there.tokens
        )
        for step in STEPS:
            head, before = there.office.desk.log.head(), way.answered
            way.fates.extend([Fate.LOST, Fate.CUT])
            path, body, key = step.at(story), step.body(story), fresh_id()
            answer = until_answered(service, step.who, path, body, key)
            assert answer.status_code == 200, f"{step.name}: {answer.text}"
            assert answer.headers["idempotent-replayed"] == "true", step.name
            assert way.answered == before + 3
            told = answer.json()
            assert (told["first_position"], told["position"]) == (head + 1, there.office.desk.log.head()), step.name
            step.marks(story, told)


def until_answered(service: Service, who: Role | str, path: str, body: dict[str, object], key: str) -> httpx2.Response:
    """Do as a client should: repeat the request under its key until there is an answer."""
    while True:
        with suppress(httpx2.TransportError):
            answer = service.post(who, path, body, key=key)
            if answer.status_code != 503:
                return answer
        time.sleep(0.1)


def test_what_was_asked_before_the_service_was_killed_is_answered_alike_after_it(killable: Killable) -> None:
    there, kill_and_start_again = killable
    with there.client() as service:
        bodies = {fresh_id(): allocation() for _ in range(5)}
        first = {key: service.post(FINANCE, "/v1/allocations", body, key=key) for key, body in bodies.items()}
    head = there.office.desk.log.head()
    kill_and_start_again()
    with there.client() as service:
        for key, body in bodies.items():
            again = service.post(FINANCE, "/v1/allocations", body, key=key)
            assert (again.status_code, again.content) == (200, first[key].content)
            assert again.headers["idempotent-replayed"] == "true"
            other = service.post(FINANCE, "/v1/allocations", body | {"on": "2017-02-02"}, key=key)
            assert (other.status_code, other.json()["code"]) == (409, "command_id_reused")
    assert there.office.desk.log.head() == head


def test_who_was_cut_off_by_the_kill_asks_again_and_nothing_is_done_twice(killable: Killable) -> None:
    there, kill_and_start_again = killable
    head = there.office.desk.log.head()
    bodies = {fresh_id(): allocation() for _ in range(80)}
    answered = threading.Semaphore(0)

    def ask(key: str) -> httpx2.Response:
        with there.client() as mine:
            answer = until_answered(mine, FINANCE, "/v1/allocations", bodies[key], key)
            answered.release()
            return answer

    with ThreadPoolExecutor(8) as pool:
        asking = [pool.submit(ask, key) for key in bodies]
        for _ in range(2):
            for _ in range(random.Random(head).randint(8, 20)):
                answered.acquire(timeout=60)
            kill_and_start_again()
        answers = [one.result(120) for one in asking]
    assert {answer.status_code for answer in answers} == {200}
    positions = sorted(answer.json()["position"] for answer in answers)
    assert positions == list(range(head + 1, head + len(bodies) + 1))
    assert there.office.desk.log.head() == head + len(bodies)
