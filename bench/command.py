"""How long does one command take, against one bare durable commit?"""

from __future__ import annotations

from datetime import date
from functools import partial

import psycopg

from application.commands.funds import AllocateFunds, allocate_funds
from bench import county
from bench.harness import Question, Run, percentile, timed
from domain.funds.events import LevelShare
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money

_NOTE = (
    "allocate_funds through the desk: the receipt looked for, programme and fund replayed (up to four documents "
    "already there), the decision, the entry and the receipt, committed durably. The bare commit is one row by "
    "INSERT and COMMIT. They take turns on one server."
)
_FUNDS = 80
"""Each in a year of its own, so that none grows long."""


def command(run: Run) -> Question:
    """Let a command and a bare commit take turns."""
    question = Question("command", _NOTE)
    turns = run.size(400, 40)
    commands: list[float] = []
    commits: list[float] = []
    with (
        run.server.database("command") as there,
        county.opened(there.conninfo, 100) as office,
        psycopg.connect(there.conninfo) as connection,
    ):
        connection.execute("CREATE TABLE public.bare (id bigint PRIMARY KEY, body text NOT NULL)")
        connection.commit()
        for turn in range(-turns // 8, turns):  # The first warm everybody up.
            allocate = partial(allocate_funds, allocation(turn), by=county.CLERK, desk=office.desk)
            seconds = timed(allocate), timed(partial(_insert, connection, turn))
            if turn >= 0:
                commands.append(seconds[0])
                commits.append(seconds[1])
    command_s = question.measured("command", commands)
    commit_s = question.measured("bare commit", commits)
    question.found("command, 99th percentile", percentile(commands, 0.99), "s")
    question.found("bare commit, 99th percentile", percentile(commits, 0.99), "s")
    question.found("command against bare commit, medians", command_s / commit_s, "×", at_most=3)
    return question


def allocation(turn: int) -> AllocateFunds:
    """Return the n-th document's command, each fund's in turn."""
    year = 2000 + turn % _FUNDS
    shares = (
        LevelShare(GovernmentLevel.PROVINCIAL, FundKind.GENERAL_BUDGET, Money(80_000)),
        LevelShare(GovernmentLevel.MUNICIPAL, FundKind.GENERAL_BUDGET, Money(20_000)),
    )
    return AllocateFunds(
        command_id=f"allocate-{turn + 10_000}",
        programme=county.PROGRAMME,
        fiscal_year=year,
        region="990101",
        document=f"财社〔2016〕{turn + 10_000}号",
        shares=shares,
        on=date(2017, 1, 2),
    )


def _insert(connection: psycopg.Connection[tuple[object, ...]], turn: int) -> None:
    connection.execute("INSERT INTO public.bare VALUES (%s, %s)", (turn, "x" * 600))
    connection.commit()
