"""What does HTTP cost: a query, a page, a command and a batch, beside an empty route and beside the core itself?"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from functools import partial
from itertools import count

import psycopg

from application.commands.funds import AddFunds, AllocateFunds, add_funds, allocate_funds
from application.lists import PAYOUTS, Where
from bench import county, http_batches
from bench.command import allocation
from bench.harness import Question, Run, percentile, timed
from bench.http_accounts import CLERK, tokens
from bench.http_client import Line, one_after_another, request
from bench.http_empty import STATEMENT
from bench.http_service import Service, empty_service, served
from domain.money import Money
from infrastructure.bootstrap import Office

_NOTE = (
    "The service in a process of its own, as `subsidy-ledger serve` runs it, asked over the loopback by ready-made "
    "requests; the empty routes in another such process. Times are of one request at a time, the queries over HTTP "
    "taking turns, then the core, then the position after money moved, then the commands; requests a second are of "
    "four connections. The core is the same desk in the bench's own process."
)
_AT_ONCE = 4
_numbers = count(1)

EMPTY, ROUND_TRIP, STATEMENT_ALONE = "empty route", "empty route with a round trip", "bare statement"
POSITION, PAGE, COMMAND = "position", "page of 100", "command"
MOVED = "position, money moved since the last"
ROUTES = (EMPTY, ROUND_TRIP, POSITION, MOVED, PAGE, COMMAND)
OVER_HTTP = (EMPTY, ROUND_TRIP, POSITION, PAGE)
CORE = (STATEMENT_ALONE, f"{POSITION}, the core", f"{PAGE}, the core")
COMMANDS = (COMMAND, f"{COMMAND}, the core")
GROUPS = (OVER_HTTP, CORE, (MOVED,), COMMANDS)
"""Who takes turns with whom, in another order each turn: who comes after one of its own process finds it warm. Whoever
writes, and what the core does in this process, would be paid by whoever comes next; what commands add would make the
queries' answers longer."""


def http(run: Run) -> Question:
    """Ask one county's service, beside the empty one and the desk."""
    question = Question("http", _NOTE)
    lines = run.size(10_000, 300)
    with (
        run.server.database("http") as there,
        county.opened(there.conninfo, lines) as office,
        psycopg.connect(there.conninfo, autocommit=True) as connection,
        served(there.conninfo, lambda: tokens(office), program=run.program) as service,
        empty_service(there.conninfo) as empty,
    ):
        _batches(question, run, office, service, lines)
        connection.execute("VACUUM (ANALYZE)")
        asked = _Asked(office, service, empty, connection)
        _throughput(question, run, asked, (EMPTY, ROUND_TRIP, POSITION, PAGE))
        _latencies(question, run, asked)
        _throughput(question, run, asked, (COMMAND,))  # Last: each adds lines to the position.
    _large_batch(question, run)
    return question


def _batches(question: Question, run: Run, office: Office, service: Service, lines: int) -> None:
    months = run.size(10, 4)
    over_http: list[http_batches.Took] = []
    through_desk: list[http_batches.Took] = []
    for month in range(months):
        listed = http_batches.everybody(office, month)
        took = http_batches.over_http(service, listed, month) if month % 2 else None
        if took is None:
            through_desk.append(http_batches.through_desk(office, listed, month))
        else:
            over_http.append(took)
        office.views.wait_for(office.log.head(), timeout=300)
        run.say(f"http: {month}: {(over_http if took else through_desk)[-1]}")
    for what, number in (("submitted", 0), ("released", 1)):
        ours, core = (
            [(took.submitted, took.released)[number] for took in found[1:]] for found in (over_http, through_desk)
        )
        ours_s = question.measured(f"batch of {lines} lines {what} over HTTP", ours)
        core_s = question.measured(f"batch of {lines} lines {what} through the desk", core)
        question.found(f"batch {what}, HTTP against the desk", ours_s / core_s, "×", at_most=1.3)


class _Asked:
    """The contenders: each asks one thing once, in this process or over a connection of its own."""

    def __init__(
        self, office: Office, service: Service, empty: str, connection: psycopg.Connection[tuple[object, ...]]
    ) -> None:
        self._office, self._service, self._empty, self._connection = office, service, empty, connection
        period, _ = county.month(0)
        self._batch = f"{county.PROGRAMME}/{period}/1"

    def core(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """Yield what is asked in this process."""
        desk = self._office.desk
        yield STATEMENT_ALONE, lambda: self._connection.execute(STATEMENT).fetchone()
        yield f"{POSITION}, the core", desk.views.fund_position
        yield f"{PAGE}, the core", partial(desk.views.page, PAYOUTS, limit=100, where=Where(batch=self._batch))
        yield f"{COMMAND}, the core", lambda: allocate_funds(_allocation(), by=county.CLERK, desk=desk)

    def move(self) -> None:
        """Bring a little money onto a line, and wait until the views have it."""
        line = self._office.desk.views.fund_position().lines[0].line
        ask = AddFunds(
            command_id=f"a-little-more-{next(_numbers)}",
            line=line,
            amount=Money(100),
            document="财社〔2018〕1号",
            on=date(county.YEAR + 1, 2, 1),
        )
        done = add_funds(ask, by=county.CLERK, desk=self._office.desk)
        self._office.views.wait_for(done.position)

    def address(self, route: str) -> str:
        """Return where a route is served."""
        return self._empty if route in (EMPTY, ROUND_TRIP) else self._service.address

    def request(self, route: str) -> bytes:
        """Return a request of a route; commands are different each time."""
        token = self._service.tokens[CLERK]
        if route == COMMAND:
            ask = _allocation()
            return request("POST", "/v1/allocations", token=token, body=_as_body(ask), key=ask.command_id)
        paths = {
            EMPTY: "/empty",
            ROUND_TRIP: "/round-trip",
            POSITION: "/v1/position",
            MOVED: "/v1/position",
            PAGE: f"/v1/payouts?batch={self._batch}&limit=100",
        }
        return request("GET", paths[route], token=token)


def _latencies(question: Question, run: Run, asked: _Asked) -> None:
    turns = run.size(300, 20)
    samples: dict[str, list[float]] = {}
    for routes in GROUPS:
        with ExitStack() as stack:
            lines = {name: stack.enter_context(Line(asked.address(name))) for name in routes if name in ROUTES}
            for turn in range(-turns // 5, turns):  # The first warm everybody up.
                works = {name: work for name, work in asked.core() if name in routes}
                works |= {name: partial(line.ask, asked.request(name)) for name, line in lines.items()}
                for name, work in random.Random(turn).sample(sorted(works.items()), len(works)):
                    if name == MOVED:
                        asked.move()
                    seconds = timed(work)
                    if turn >= 0:
                        samples.setdefault(name, []).append(seconds * 1000)
    run.say("http: " + ", ".join(f"{name} {percentile(found, 0.5):.2f}" for name, found in samples.items()))
    middle = {name: question.measured(f"{name}, median", found, "ms") for name, found in samples.items()}
    for name, found in samples.items():
        question.found(f"{name}, p99", percentile(found, 0.99), "ms")
    for name, most in ((POSITION, 2.0), (PAGE, None), (COMMAND, None)):
        ratio = middle[name] / middle[ROUND_TRIP]
        question.found(f"{name} against the {ROUND_TRIP}, medians", ratio, "×", at_most=most)
        question.found(f"{name}, HTTP against the core, medians", middle[name] / middle[f"{name}, the core"], "×")


def _throughput(question: Question, run: Run, asked: _Asked, routes: Sequence[str]) -> None:
    """Keep several connections busy, a block of requests of each route in turn."""
    blocks, size = run.size(4, 2), run.size(150, 20)
    found: Mapping[str, list[float]] = {route: [] for route in routes}
    for block in range(-1, blocks):
        for route in routes:
            requests = [asked.request(route) for _ in range(size)]
            seconds, answered = one_after_another(asked.address(route), requests, at_once=_AT_ONCE)
            if block >= 0:
                found[route].append(answered / seconds)
    run.say("http: " + ", ".join(f"{route} {found[route][-1]:.0f}/s" for route in routes))
    rates = {route: question.measured(f"{route}, requests a second", found[route], "/s") for route in routes}
    if POSITION in rates:
        share = rates[POSITION] / rates[ROUND_TRIP]
        question.found(f"{POSITION}, share of the {ROUND_TRIP}'s requests a second", share, "×", at_least=0.5)


def _large_batch(question: Question, run: Run) -> None:
    """Submit one large batch in one request, and ask for the service's peak."""
    lines = run.size(100_000, 200)
    with (
        run.server.database("http_large") as there,
        county.opened(there.conninfo, lines) as office,
        served(there.conninfo, lambda: tokens(office), program=run.program) as service,
        Line(service.address) as line,
    ):
        sent = http_batches.submission(service, http_batches.everybody(office, 0), 0)
        run.say(f"http: {lines} lines are {len(sent)} bytes")
        before = service.peak()
        seconds = timed(partial(line.ask, sent))
        peak = service.peak()
    question.found(f"batch of {lines} lines in one request", len(sent) / 2**20, "MiB")
    question.found(f"batch of {lines} lines submitted over HTTP", seconds, "s")
    question.found("service's memory before", before / 2**30, "GiB")
    question.found("service's memory, peak", peak / 2**30, "GiB")


def _allocation() -> AllocateFunds:
    return allocation(next(_numbers))


def _as_body(ask: AllocateFunds) -> dict[str, object]:
    return {
        "programme": ask.programme,
        "fiscal_year": ask.fiscal_year,
        "region": ask.region,
        "document": ask.document,
        "shares": [
            {"level": share.level.value, "kind": share.kind.value, "amount": str(share.amount)} for share in ask.shares
        ],
        "on": ask.on.isoformat(),
    }
