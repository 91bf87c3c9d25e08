"""Officers try anything; an auditor keeps simple books of their own; after every step they agree, line by line.

The auditor also says beforehand what must be refused, wherever the rule is simple. `SUBSIDY_LEDGER_DEEP=1` tries for
longer.
"""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant

from domain.money import Money
from domain.periods import PeriodKind
from domain.programmes.policy import Standard
from tests.support.auditor import ACCOUNTS, AMOUNT, Books, PersonBook
from tests.support.stories import POLICY, conclude_and_grant, people_on_notice, post_notice
from tests.use_cases.tried.asking import CREW, DAY
from tests.use_cases.tried.batches import Batches
from tests.use_cases.tried.funds import Funds
from tests.use_cases.tried.recoveries import Recoveries
from tests.use_cases.tried.year_end import YearEnd

PROVINCIAL_FEN, MUNICIPAL_FEN = (6408, 6407, 3204, 30_000), (13_616, 13_615, 6808, 60_000)
"""Two in the quota take 1602 fen a quarter from the province and 400 from the city, three beyond it 3003."""


class AnOfficeAndItsAuditor(Funds, Batches, Recoveries, YearEnd):
    """Every rule is something somebody tries; the books say what must come of it."""

    @initialize(
        provincial=st.sampled_from(PROVINCIAL_FEN),
        municipal=st.sampled_from(MUNICIPAL_FEN),
        told=st.lists(st.lists(st.sampled_from("ssrrx"), min_size=5, max_size=5), max_size=3),
    )
    def five_people_are_granted_and_perhaps_paid(self, provincial: int, municipal: int, told: list[list[str]]) -> None:
        policy = replace(POLICY, standards=(Standard("", "", Money(AMOUNT), "第五条"),))
        self.office = people_on_notice(5, policy=policy, period_kind=PeriodKind.QUARTER)
        conclude_and_grant(self.office, self.office.people)
        self.office.clock.day = DAY
        post_notice(self.office, self.office.people, notice="posted-again", on=DAY)
        self.books = Books()
        self.books.people = {person: PersonBook() for person in self.office.people}
        self.numbers = count(1)
        for level, fen in (("provincial", provincial), ("municipal", municipal)):
            self.brings(level, fen)
        for quarter, fates in enumerate(told, start=1):
            self.a_quarter_is_sent_to_the_bank(quarter, arrears=False, by=CREW[0])
            for name in list(self.books.batches)[quarter - 1 :]:
                self.the_bank_says(name, fates, 0)

    @invariant()
    def the_auditors_books_are_in_order(self) -> None:
        self.books.holds()

    @invariant()
    def every_line_stands_in_the_ledger_as_in_the_books(self) -> None:
        names = {"carried": "carried_over"}
        shown = {
            line.line: {account: getattr(line.balance, names.get(account, account)).fen for account in ACCOUNTS}
            for line in self.office.position().lines
        }
        assert shown == self.books.lines

    @invariant()
    def every_payment_stands_in_the_register_as_in_the_books(self) -> None:
        words = {"released": "open", "reissued": "open"}
        for name, batch in self.books.batches.items():
            if batch.stage in ("released", "closed"):
                own = {p: pay.stage for (q, p), pay in self.books.payments.items() if pay.batch == name}
                shown = {p: words.get(stage, stage) for p, stage in self.office.stages(name).items()}
                assert {person: shown[person] for person in own} == own

    def teardown(self) -> None:
        if hasattr(self, "office"):
            self.office.holds()


DEEP = bool(os.environ.get("SUBSIDY_LEDGER_DEEP"))
TestOfficersTryAnything = AnOfficeAndItsAuditor.TestCase
TestOfficersTryAnything.settings = settings(
    max_examples=1000 if DEEP else 90,
    stateful_step_count=80 if DEEP else 40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestOfficersTryAnything.pytestmark = [pytest.mark.timeout(7200 if DEEP else 180)]  # type: ignore[attr-defined]  # a class made by Hypothesis
