"""A county ready to pay: people, cases, policy and money made up in the log; batches submitted by the real commands."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import takewhile
from pathlib import Path

from pydantic import SecretStr

from application.commands.batches import ApproveBatch, SubmitBatch, approve_batch, submit_batch
from application.commands.funds import AllocateFunds, allocate_funds
from application.desk import Desk
from application.road import Officer
from bench import synthetic_batch, synthetic_log
from bench.synthetic_batch import REGION
from bench.synthetic_log import Size, Told
from domain.batches.events import MeetingMinutes
from domain.funds.events import LevelShare
from domain.levels import FundKind, GovernmentLevel
from domain.periods import Period
from domain.programmes.events import PolicyPublished
from domain.programmes.policy import ApprovalStep
from infrastructure.bootstrap import Office, office, prepare
from infrastructure.settings import Settings
from infrastructure.views.rebuild import rebuild

LEDGER = "990101"
PROGRAMME = "programme-0"
YEAR = 2017
CLERK, RELEASER = Officer("officer-li"), Officer("officer-chen")
_APPROVERS = [Officer(f"officer-{name}") for name in ("qian", "zhou", "wang", "feng")]


@contextmanager
def opened(conninfo: str, people: int) -> Iterator[Office]:
    """Yield an office whose programme so many people are entitled to, every payment out of two lines."""
    with working(conninfo):
        told = takewhile(lambda each: not each[0].startswith("batch/"), synthetic_log.story(Size(1, people, YEAR)))
        synthetic_log.write_entries(conninfo, synthetic_log.recorded(map(_everybody_in_quota, told), LEDGER))
        rebuild(conninfo, LEDGER)
    with working(conninfo) as there:
        _next_year(there.desk, people)
        yield there


@contextmanager
def working(conninfo: str) -> Iterator[Office]:
    """Yield the office as the product puts it together, with a master key of its own."""
    with tempfile.TemporaryDirectory(prefix="bench-home-") as home:
        settings = Settings(home=Path(home), database_url=SecretStr(conninfo), ledger=LEDGER)
        prepare(settings, say=lambda _: None)
        with office(settings, say=lambda _: None) as there:
            yield there


def _next_year(desk: Desk, people: int) -> None:
    """Bring the money for a second year of batches."""
    share = synthetic_batch.AMOUNT * (people * 13)
    ask = AllocateFunds(
        command_id="allocate-next-year",
        programme=PROGRAMME,
        fiscal_year=YEAR + 1,
        region=REGION,
        document=synthetic_batch.document(YEAR + 1),
        shares=tuple(
            LevelShare(level, FundKind.GENERAL_BUDGET, share)
            for level in (GovernmentLevel.PROVINCIAL, GovernmentLevel.MUNICIPAL)
        ),
        on=date(YEAR + 1, 1, 2),
    )
    allocate_funds(ask, by=CLERK, desk=desk)


def month(number: int) -> tuple[Period, date]:
    """Return the period of the n-th batch (0: January; 23 is the last) and the day it is worked on."""
    year, month_ = YEAR + number // 12, number % 12 + 1
    return Period(f"{year}-{month_:02d}"), date(year, month_, 5)


def submitted_batch(desk: Desk, number: int) -> str:
    """Submit the n-th month's batch of everybody entitled, and return its digest."""
    period, day = month(number)
    ask = SubmitBatch(
        command_id=f"submit-{period}", programme=PROGRAMME, region=REGION, period=period, number="1", on=day
    )
    return str(submit_batch(ask, by=CLERK, desk=desk).said["digest"])


def approved_batch(desk: Desk, number: int) -> str:
    """Submit the n-th month's batch, take it through its four approvals, and return its id."""
    return approve(desk, submitted_batch(desk, number), number)


def approve(desk: Desk, digest: str, number: int) -> str:
    """Take the n-th month's batch, as it has this digest, through its four approvals, and return its id."""
    period, day = month(number)
    batch = f"{PROGRAMME}/{period}/1"
    minutes = MeetingMinutes(day, ("zhou", "wang", "feng"), "纪要1号", "e" * 64)
    for step, officer in zip(ApprovalStep, _APPROVERS, strict=True):
        ask = ApproveBatch(
            command_id=f"{step.value}-{period}",
            batch_id=batch,
            step=step,
            digest=digest,
            minutes=minutes if step is ApprovalStep.COLLECTIVE_MEETING else None,
            on=day,
        )
        approve_batch(ask, by=officer, desk=desk)
    return batch


def _everybody_in_quota(told: Told) -> Told:
    stream, fact, day = told
    if isinstance(fact, PolicyPublished):
        first, *others = fact.policy.tiers
        fact = PolicyPublished(replace(fact.policy, tiers=(replace(first, headcount=None), *others)))
    return stream, fact, day
