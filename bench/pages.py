"""How heavy is a page, how soon is something of it to be seen, and does it stay as fast when the log grows?"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice

import psycopg

from bench import county, synthetic_log
from bench.harness import Question, Run, percentile, timed
from bench.http_accounts import tokens
from bench.http_client import Line, request
from bench.http_service import Service, empty_service, served
from bench.list_page import at_home
from bench.pages_browser import NOBODY, Painted, browser
from bench.synthetic_log import Size
from domain.accounts.roles import Role
from infrastructure.views.rebuild import rebuild

_NOTE = (
    "Each page as the one who works on it sees it, signed in, from a warm service. Server time: one request at a time "
    "over the loopback, the short log and the long one in turn, answers gzipped. Bytes and paint: Chromium, each visit "
    "with an empty cache: the page and its styles, scripts and pictures as they came over the line; paint is the first "
    "contentful one since the navigation began. The empty page is JSON of ten bytes. The long log is held to twice the "
    "short one's paint; how much longer the server alone takes for it is told beside."
)
LARGEST_KB, LATEST_PAINT_MS, MOST_GROWTH = 50.0, 300.0, 2.0
ACCOUNTS: Mapping[str, Role] = {
    "clerk": Role.FINANCE_OFFICER,
    "case": Role.CASE_OFFICER,
    "lead": Role.PROJECT_LEAD,
    "inspector": Role.INSPECTOR,
    "auditor": Role.AUDITOR,
}
_MAIN: tuple[tuple[str, str], ...] = (
    ("clerk", "/"),
    ("clerk", "/funds"),
    ("clerk", "/batches"),
    ("clerk", "/batches/{batch}"),
    ("clerk", "/payouts"),
    ("clerk", "/payouts/{payout}"),
    ("clerk", "/returns"),
    ("clerk", "/recoveries"),
    ("lead", "/approvals"),
    ("case", "/beneficiaries"),
    ("case", "/people/{person}"),
    ("case", "/cases"),
    ("case", "/cases/{case}"),
    ("case", "/notices"),
    ("auditor", "/flow"),
    ("auditor", "/entries"),
    ("auditor", "/entries/{entry}"),
    ("inspector", "/time"),
    ("inspector", "/inspections"),
    (NOBODY, "/public"),
    (NOBODY, "/public/reports"),
)
"""Whose page it is, and where."""
_IDS = {
    "batch": "select batch from subsidy.batch where ledger = %s and stage = 'opened' order by position desc limit 50",
    "payout": "select payout from subsidy.payout_step where ledger = %s and stage = 'released'"
    " order by position desc limit 50",
    "person": "select beneficiary from subsidy.beneficiary where ledger = %s order by position limit 50",
    "case": "select programme || '/' || beneficiary from subsidy.case_step where ledger = %s"
    " order by position limit 50",
    "entry": "select position::text from subsidy.entry where ledger = %s order by position desc limit 50",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One ledger that is served, and ids of things in it, a page of each kind."""

    service: Service
    ids: Mapping[str, tuple[str, ...]]

    def path(self, page: str, chance: random.Random) -> str:
        """Return the address of one page of that kind."""
        return page.format(**{kind: chance.choice(ids).replace("/", "~") for kind, ids in self.ids.items() if ids})


def pages(run: Run) -> Question:
    """Ask both ledgers for the same pages in turn, then let a browser look at both."""
    question = Question("pages", _NOTE)
    sizes = run.size(10_000, 500), run.size(1_000_000, 2_000)
    with ExitStack() as stack:
        short, long = (stack.enter_context(_ledger(run, size)) for size in sizes)
        _server_times(question, run, dict(zip(sizes, (short, long), strict=True)))
        empty = stack.enter_context(empty_service(run.server.conninfo))
        _looked_at(question, run, short, long, empty)
    return question


def _server_times(question: Question, run: Run, asked: Mapping[int, Asked]) -> None:
    turns, chance = run.size(40, 2), random.Random(20170425)
    found: dict[tuple[str, int], list[float]] = {}
    for turn in range(-2, turns):
        for who, page in _MAIN:
            for size, one in asked.items():
                sent = _request(one, who, one.path(page, chance))
                with Line(one.service.address) as line:  # One kept open is closed by the service after some seconds.
                    seconds = timed(partial(line.ask, sent))
                if turn >= 0:  # The first warm everybody up.
                    found.setdefault((page, size), []).append(seconds * 1000)
    few, many = asked
    for _, page in _MAIN:
        for size in asked:
            question.measured(f"{page}, {size} entries, server time", found[page, size], "ms")
        grown = percentile(found[page, many], 0.5) / percentile(found[page, few], 0.5)
        question.found(f"{page}, server time with {many} entries against {few}", grown, "×")


def _looked_at(question: Question, run: Run, short: Asked, long: Asked, empty: str) -> None:
    visits, chance = run.size(9, 1), random.Random(20170425)
    with browser({one.service.address: one.service.tokens for one in (short, long)}) as visit:
        if visit is None:
            run.say("pages: there is no Chromium here, so nobody looked")
            return
        blank = [visit(NOBODY, empty, "/empty") for _ in range(visits)]
        question.measured("empty page, first contentful paint", [one.paint_ms for one in blank], "ms")
        for who, page in _MAIN:
            where = [(one.service.address, one.path(page, chance)) for one in (short, long)]
            both = [[visit(who, *one) for one in where] for _ in range(visits + 1)]
            seen, later = map(list[Painted], zip(*both[1:], strict=True))  # The first ones warm everybody up.
            kilobytes = max(one.bytes for one in seen) / 1000
            question.found(f"{page}, bytes over the line", kilobytes, "kB", at_most=LARGEST_KB)
            paints = [one.paint_ms for one in seen]
            question.measured(f"{page}, each first contentful paint", paints, "ms")
            soon = percentile(paints, 0.5)
            question.found(f"{page}, first contentful paint", soon, "ms", at_most=LATEST_PAINT_MS)
            grown = percentile([one.paint_ms for one in later], 0.5) / soon
            question.found(f"{page}, first contentful paint with the long log", grown, "×", at_most=MOST_GROWTH)
            run.say(f"pages: {page} was looked at")


def _request(asked: Asked, who: str, path: str) -> bytes:
    token = asked.service.tokens.get(who, "")
    return request("GET", path, token=token, more={"Accept": "text/html", "Accept-Encoding": "gzip"})


@contextmanager
def _ledger(run: Run, size: int) -> Iterator[Asked]:
    """Fill a database of its own with so many entries, and serve it."""
    with run.server.database(f"pages_{size}") as there:
        with county.working(there.conninfo):
            told = map(at_home, synthetic_log.story(Size.for_entries(size)))
            synthetic_log.write_entries(there.conninfo, synthetic_log.recorded(islice(told, size), county.LEDGER))
            rebuild(there.conninfo, county.LEDGER)
        run.say(f"pages: {size} entries are there")
        with county.working(there.conninfo) as office:
            with psycopg.connect(there.conninfo, autocommit=True) as connection:
                connection.execute("VACUUM (ANALYZE)")
                ids = {kind: _found(connection, select) for kind, select in _IDS.items()}
            # Nobody seals meanwhile: a million entries at once would be what is measured. All come from one address.
            quiet = {"SEAL": "false", "PUBLIC_REQUESTS_PER_MINUTE": "0"}
            with served(there.conninfo, lambda: tokens(office, ACCOUNTS), quiet, program=run.program) as service:
                yield Asked(service, ids)


def _found(connection: psycopg.Connection[tuple[str, ...]], select: str) -> tuple[str, ...]:
    return tuple(found for (found,) in connection.execute(select.encode(), (county.LEDGER,)))
