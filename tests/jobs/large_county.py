"""A county of a hundred thousand, ready to pay: people sealed by the vault, their cases made up in the log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import takewhile

from application.imports import PersonRow
from application.jobs import BatchImport
from bench import synthetic_log
from bench.synthetic_batch import REGION
from bench.synthetic_log import Size, Told
from domain.notices.events import NoticeListed
from domain.periods import Period
from infrastructure.bootstrap import Office
from infrastructure.views.rebuild import rebuild

YEAR = 2017
BATCH = BatchImport(programme="programme-0", region=REGION, period=Period("2017-03"), number="1", on=date(2017, 3, 5))


def settle(there: Office, rows: Sequence[PersonRow]) -> None:
    """Make these people a programme's, each entitled to 1,000.00 yuan a month, in a ledger that is empty."""
    admitted = there.desk.vault.admit([row.record for row in rows], actor="officer-li", why="登记")
    size = Size(1, len(rows), YEAR)
    names = dict(zip(synthetic_log.people_of(0, size), (one.beneficiary_id for one in admitted), strict=True))
    told = takewhile(lambda each: not each[0].startswith("batch/"), synthetic_log.story(size))
    ledger = there.desk.log.ledger
    synthetic_log.write_entries(there.conninfo, synthetic_log.recorded(_renamed(told, names), ledger))
    rebuild(there.conninfo, ledger)


def _renamed(told: Iterator[Told], names: dict[str, str]) -> Iterator[Told]:
    for stream, fact, day in told:
        kind, _, person = stream.rpartition("/")
        if isinstance(fact, NoticeListed):
            fact = replace(fact, beneficiaries=tuple(names[one] for one in fact.beneficiaries))
        yield f"{kind}/{names.get(person, person)}", fact, day
