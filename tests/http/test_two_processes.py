"""Two processes, eight who write, four who read, three who follow: every answer balances and nobody sees time go back.

Ten seconds by default; each night a minute: SUBSIDY_LEDGER_STRESS_SECONDS=60
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count

import httpx2
import pytest

from domain.accounts.roles import Role
from tests.http.commands import STEPS
from tests.http.medicine import AREA, BATCH, LINE, NUMBERS, OTHER_LINE, PROGRAMME, REVIEWER, TOWNSHIP
from tests.http.stepping import Story
from tests.support.served import Served, served
from tests.support.service import Service, fresh_id

SECONDS = int(os.environ.get("SUBSIDY_LEDGER_STRESS_SECONDS", "10"))

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300 + 4 * SECONDS)]

SOURCES = ("allocated", "recovered", "collected")
REFUSED = {409, 422}
"""What becomes of a command when another writer was there first, or the money is gone: a rule's own answer."""

Write = Callable[[Service, int], httpx2.Response]
_documents = count(1000)


@dataclass
class Seen:
    """What the threads saw: how often what was answered, how many reads there were, which entries were fed."""

    until: float
    story: Story
    statuses: dict[int, int] = field(default_factory=dict)
    reads: int = 0
    fed: dict[str, dict[int, str]] = field(default_factory=dict)
    last: int = sys.maxsize
    """The last position there will be, once that is known."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def going_on(self) -> bool:
        """Whether there is time left."""
        return time.monotonic() < self.until

    def answered(self, status: int) -> None:
        """Count an answer."""
        with self.lock:
            self.statuses[status] = self.statuses.get(status, 0) + 1


@pytest.fixture(scope="module")
def two(fresh_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(fresh_database, tmp_path_factory.mktemp("home"), processes=2) as two:
        until = time.monotonic() + 60
        while len(who_tells(two)) < 2:  # The first that is ready answers while the other still opens.
            assert time.monotonic() < until, "one of them does not come"
            time.sleep(0.2)
        yield two


@pytest.fixture(scope="module")
def story(two: Served) -> Story:
    """Everything up to the first batch, which is built here again and again; and everybody signed in."""
    story = Story()
    with two.client() as service:
        for account in (TOWNSHIP, REVIEWER):
            service.account(account, Role.TOWNSHIP)
        for step in STEPS[: [step.name for step in STEPS].index("submit_batch")]:
            step.marks(story, service.done(step.who, step.at(story), step.body(story)))
        for role in (Role.AUDITOR, Role.FINANCE_OFFICER, Role.PROJECT_LEAD, Role.INSPECTOR):
            service.token(service.of(role))
    return story


def test_the_books_balance_at_every_read_while_many_write(two: Served, story: Story) -> None:
    seen = Seen(time.monotonic() + SECONDS, story)
    writers = [allocate, allocate, add, move, move_back, batch, collect, circumstances]
    followers = [poll, poll, live]
    with ThreadPoolExecutor(len(writers) + 4 + len(followers)) as pool:
        writing = [pool.submit(keep_writing, two, seen, write) for write in writers]
        reading = [pool.submit(keep_reading, two, seen, alternating=number % 2 == 0) for number in range(4)]
        following = [pool.submit(follow, two, seen, f"{number}") for number, follow in enumerate(followers)]
        try:
            for each in (*writing, *reading):
                each.result(SECONDS + 120)
        finally:
            seen.last = two.office.desk.log.head() + 1
            with two.client() as service:
                assert allocate(service, 0).json()["position"] == seen.last
        for each in following:
            each.result(120)
    assert set(seen.statuses) <= {200, *REFUSED}
    assert seen.statuses[200] > len(writers)
    assert seen.reads > 4
    stored = {row[0]: hashlib.sha256(row[5]).hexdigest() for row in two.office.log.entries(0, limit=1_000_000)}
    head = two.office.desk.log.head()
    assert sorted(stored) == list(range(1, head + 1))
    for follower, entries in seen.fed.items():
        assert entries == stored, f"follower {follower}"
    assert len(who_answered(two)) == 2
    print(f"{seen.statuses} answers to writers, {seen.reads} reads, {head} entries")


def test_a_process_that_dies_is_replaced_also_when_what_forks_them_died_before(two: Served) -> None:
    gone: set[int] = set()
    for dies_too in ([], two.forking):
        before = two.workers
        for one in (*dies_too, before[0]):
            os.kill(one, signal.SIGKILL)
        gone.update(before if dies_too else before[:1])  # Who forked them is gone: so are they, and two others come.
        until = time.monotonic() + 90
        while len({int(one) for one in who_tells(two)} - gone) < 2:
            assert time.monotonic() < until, "nobody takes its place"
            time.sleep(0.2)


def who_answered(two: Served) -> set[str]:
    """Return the processes that answered a question."""
    return who_tells(two, "http_requests_total", 'route="/v1/position"')


def who_tells(two: Served, name: str = "", label: str = "") -> set[str]:
    """Return the processes that tell a figure of theirs, any by default."""
    with two.client() as service:
        figures = service.get(Role.ADMINISTRATOR, "/metrics").text
    lines = [line for line in figures.splitlines() if line.startswith(name) and label in line]
    return {process for line in lines for process in re.findall(r'process="(\d+)"', line)}


def keep_writing(two: Served, seen: Seen, write: Write) -> None:
    """Give commands until time is up; what cannot be done just now is asked again under the same key."""
    with two.client() as service:
        for number in count():
            if not seen.going_on:
                return
            answer = write(service, number)
            seen.answered(answer.status_code)
            if answer.status_code == 200:
                position = int(answer.headers["ledger-position"])
                read = service.get(Role.AUDITOR, "/v1/position", wait_for=position)
                assert read.json()["as_of"] >= position, "what was written is read"
                check_balance(read.json())


def keep_reading(two: Served, seen: Seen, *, alternating: bool) -> None:
    """Read until time is up, on one connection or a new one each time; never further back than was read before."""
    reached = 0
    with two.client() as service:
        while seen.going_on:
            more = {"headers": {"Connection": "close"}} if alternating else {}
            answer = service.ask(Role.AUDITOR, "GET", "/v1/position", params={"wait_for": reached}, **more)
            assert answer.status_code == 200, answer.text
            told = answer.json()
            assert told["as_of"] >= reached, "time goes back"
            reached = told["as_of"]
            check_balance(told)
            page = service.ask(Role.AUDITOR, "GET", "/v1/fund-lines", params={"as_of": reached, "limit": 1000}).json()
            assert page["as_of"] == reached
            assert len(page["items"]) == len(told["item"]["lines"]), "two questions as of one moment agree"
            with seen.lock:
                seen.reads += 1


def check_balance(told: Mapping[str, object]) -> None:
    """What came in is what is somewhere: for each line, for each level and kind, and the lines make the totals."""
    position = told["item"]
    assert isinstance(position, dict)
    totals: dict[tuple[str, str], dict[str, int]] = {}
    for line in position["lines"]:
        balance = {account: fen(amount) for account, amount in line["balance"].items()}
        assert trial(balance) == 0, line
        total = totals.setdefault((line["level"], line["kind"]), dict.fromkeys(balance, 0))
        for account, amount in balance.items():
            total[account] += amount
    said = {
        (total["level"], total["kind"]): {account: fen(amount) for account, amount in total["balance"].items()}
        for total in position["totals"]
    }
    assert said == totals
    assert all(trial(total) == 0 for total in said.values())


def trial(balance: Mapping[str, int]) -> int:
    return sum(-amount if account in SOURCES else amount for account, amount in balance.items())


def fen(yuan: str) -> int:
    return int(yuan.replace(".", ""))


def given(service: Service, who: Role | str, path: str, body: Mapping[str, object]) -> httpx2.Response:
    """Give a command; when the service is too busy it is repeated under its key."""
    key = fresh_id()
    while (answer := service.post(who, f"/v1{path}", body, key=key)).status_code == 503:
        time.sleep(0.05)
    return answer


def allocate(service: Service, _number: int) -> httpx2.Response:
    shares = [{"level": level, "kind": "general_budget", "amount": "10.00"} for level in ("provincial", "municipal")]
    body = {"programme": PROGRAMME, "fiscal_year": 2017, "region": AREA, "shares": shares, "on": "2017-02-06"}
    return given(
        service, Role.FINANCE_OFFICER, "/allocations", body | {"document": f"财社〔2017〕{next(_documents)}号"}
    )


def add(service: Service, _number: int) -> httpx2.Response:
    body = {"amount": "5.00", "document": f"财社〔2017〕{next(_documents)}号", "on": "2017-02-07"}
    return given(service, Role.FINANCE_OFFICER, f"/fund-lines/{OTHER_LINE.replace('/', '~')}/additions", body)


def move(service: Service, _number: int, *, start: str = OTHER_LINE, to: str = LINE) -> httpx2.Response:
    document = f"财社〔2017〕{next(_documents)}号"
    body = {"to_line": to, "amount": "0.07", "document": document, "on": "2017-02-08"}
    return given(service, Role.FINANCE_OFFICER, f"/fund-lines/{start.replace('/', '~')}/moves", body)


def move_back(service: Service, number: int) -> httpx2.Response:
    return move(service, number, start=LINE, to=OTHER_LINE)


def batch(service: Service, number: int) -> httpx2.Response:
    """Build a batch, which reserves money, and send it back, which frees it."""
    if number % 2:
        body = {"step": "project_lead", "reason": "名单有误", "on": "2017-04-17"}
        return given(service, Role.PROJECT_LEAD, f"/batches/{BATCH.replace('/', '~')}/send-back", body)
    body = {"programme": PROGRAMME, "region": AREA, "period": "2017", "number": "1", "on": "2017-04-17"}
    return given(service, Role.FINANCE_OFFICER, "/batches", body)


def collect(service: Service, number: int) -> httpx2.Response:
    where, day = ("remittances", "2017-10-31") if number % 2 else ("collections", "2017-10-09")
    body = {"fiscal_year": 2017, "kind": "employment_security_fund", "amount": "3.00", "on": day}
    return given(service, Role.FINANCE_OFFICER, f"/revenue/{where}", body | {"voucher": f"V-{number}"})


def circumstances(service: Service, number: int) -> httpx2.Response:
    told = "yes" if number % 2 else "no"
    facts = [{"name": "long_term_care", "value": told, "source": "survey", "as_of": "2017-01-03"}]
    person = service_people(service)[number % (len(NUMBERS) - 1)]
    return given(service, TOWNSHIP, f"/beneficiaries/{person}/circumstances", {"facts": facts, "on": "2017-01-04"})


def service_people(service: Service) -> list[str]:
    rows = service.get(Role.AUDITOR, "/v1/beneficiaries", limit=10).json()["items"]
    return [row["beneficiary"] for row in rows]


def poll(two: Served, seen: Seen, name: str) -> None:
    """Fetch what is new again and again until all is there."""
    entries: dict[int, str] = {}
    with two.client() as service:
        while len(entries) < seen.last:
            lines = service.get(Role.INSPECTOR, "/v1/entries", after=len(entries)).content.splitlines()
            for line in lines:
                take(entries, line)
    seen.fed[name] = entries


def live(two: Served, seen: Seen, name: str) -> None:
    """Listen to the events until the last entry has come."""
    entries: dict[int, str] = {}
    with two.client() as service:
        headers = {"Authorization": f"Bearer {service.token(service.of(Role.INSPECTOR))}"}
        with service.client.stream("GET", "/v1/entries/live", headers=headers, timeout=SECONDS + 60) as stream:
            for line in stream.iter_lines():
                if line.startswith("data: "):
                    take(entries, line.removeprefix("data: ").encode())
                if len(entries) >= seen.last:
                    break
    seen.fed[name] = entries


def take(entries: dict[int, str], line: bytes) -> None:
    """Take one entry down: the next one, whose bytes have the hash it says."""
    told = json.loads(line)
    body = line.partition(b'"entry":')[2].removesuffix(b"}")
    assert told["position"] == len(entries) + 1, "an entry is missing, or came twice"
    assert told["sha256"] == hashlib.sha256(body).hexdigest()
    entries[told["position"]] = told["sha256"]
