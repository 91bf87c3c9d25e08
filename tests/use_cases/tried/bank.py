"""The bank answers, what came back is dealt with, and a batch is closed."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from application.commands.bank import BankLine, CancelPayouts, CloseBatch, PostBankResult, ReissuePayouts
from application.commands.late_returns import LateReturn, PostLateReturns
from application.road import Officer
from domain.batches import rejections as batches
from domain.money import Money
from domain.payouts import rejections as payouts
from domain.payouts.events import ReturnReason
from tests.support.auditor import AMOUNT, picked
from tests.use_cases.tried.asking import CHOICE, CREW, DAY, NEAR, Rules
from tests.use_cases.tried.people import People

RARELY = st.sampled_from((0, 0, 0, 0, 0, 1))


class Bank(People):
    """What may come of money that left, also while its payees die or are objected to."""

    @precondition(lambda self: self.at_the_bank("open"))
    @rule(choice=CHOICE, fates=st.lists(st.sampled_from("ssrrx"), min_size=5, max_size=5), near=RARELY)
    def the_bank_answers(self, choice: int, fates: list[str], near: int) -> None:
        quarter, person = self.at_the_bank("open")[choice % len(self.at_the_bank("open"))]
        self.the_bank_says(self.books.payments[quarter, person].batch, fates, near)

    @precondition(lambda self: self.books.payments)
    @rule(choice=CHOICE, fates=st.lists(st.sampled_from("srx"), min_size=5, max_size=5))
    def the_bank_repeats_itself(self, choice: int, fates: list[str]) -> None:
        self.the_bank_says(
            picked([name for name, batch in self.books.batches.items() if batch.stage == "released"] or [""], choice),
            fates,
            0,
        )

    def the_bank_says(self, name: str, fates: list[str], near: int) -> None:
        batch = self.books.batches.get(name)
        people = [p for p, fate in zip(batch.parts, fates, strict=False) if fate != "x"] if batch else []
        if batch is None or not people:
            return
        found = [self.books.payments[batch.quarter, person] for person in people]
        fate = dict(zip(batch.parts, fates, strict=False))
        wrong: Rules = ()
        if any(payment.batch != name for payment in found):
            wrong = (batches.LineNotInBatch,)
        elif any(payment.stage != "open" for payment in found) or near:
            wrong = (payouts.PayoutNotOut, payouts.ResultDisagrees)
        lines = tuple(
            BankLine(person, Money(AMOUNT + near), settled=fate[person] == "s", bank_words="户名不符")
            for person in people
        )
        said = {"statement": "回单", "statement_sha256": "ab" * 32, "lines": lines, "on": DAY}
        if self.tries(wrong, PostBankResult, batch_id=name, **said):
            for person, payment in zip(people, found, strict=True):
                payment.stage = "settled" if fate[person] == "s" else "returned"
                self.books.moves(payment.parts, "disbursed", payment.stage)

    @precondition(lambda self: self.at_the_bank("returned") or self.at_the_bank("settled"))
    @rule(
        choice=CHOICE, by=st.sampled_from(CREW), give_up=st.booleans(), two=st.booleans(), news=st.sampled_from("---od")
    )
    def what_came_back_is_dealt_with(self, choice: int, by: Officer, give_up: bool, two: bool, news: str) -> None:
        back = self.at_the_bank("returned") or list(self.books.payments)
        quarter, person = back[choice % len(back)]
        if news == "o":
            self.is_objected_to(self.office.people.index(person))
        elif news == "d" and self.books.people[person].died is None:
            self.dies(self.office.people.index(person), 0)
        others = [p for q, p in back if two and q == quarter and p != person]
        self.are_dealt_with(quarter, [person, *others[:1]], by, give_up=give_up)

    def are_dealt_with(self, quarter: int, people: list[str], by: Officer, *, give_up: bool) -> None:
        books = self.books
        name = books.payments[quarter, people[0]].batch
        found = [books.payments[quarter, each] for each in people]
        wrong: Rules = ()
        batch = books.batches[name]
        if any(payment.batch != name for payment in found):
            wrong = (batches.LineNotInBatch,)
        elif any(payment.stage != "returned" for payment in found):
            wrong = (payouts.PayoutNotOut,)
        elif batch.stage != "released":
            wrong = (batches.WrongStage,)
        elif not give_up and not all(books.people[each].stands_in(quarter) for each in people):
            wrong = (batches.NotInStanding,)
        elif not give_up and by.id in (batch.builder, *batch.approvers):
            wrong = (batches.SameHands,)
        if not give_up and by.id in (batch.builder, *batch.approvers) and wrong:
            wrong = (*wrong, batches.SameHands)
        facts: dict[str, Any] = {"batch_id": name, "beneficiaries": tuple(people)}
        if give_up and self.tries(wrong, CancelPayouts, by=by, reason="放弃", on=DAY, **facts):
            for payment in found:
                payment.stage = "cancelled"
                books.moves(payment.parts, "returned", "available")
        elif not give_up and self.tries(wrong, ReissuePayouts, by=by, value_date=DAY, **facts):
            for payment in found:
                payment.stage = "open"
                books.moves(payment.parts, "returned", "disbursed")

    @precondition(lambda self: self.at_the_bank("settled"))
    @rule(choice=CHOICE, near=NEAR, two=st.booleans())
    def something_comes_back_after_it_was_paid(self, choice: int, near: int, two: bool) -> None:
        paid = self.at_the_bank("settled") if choice % 7 else list(self.books.payments)
        quarter, person = paid[choice % len(paid)]
        name = self.books.payments[quarter, person].batch
        people = [person, *[p for q, p in paid if two and q == quarter and p != person][:1]]
        found = [self.books.payments[quarter, each] for each in people]
        wrong: Rules = ()
        if any(payment.batch != name for payment in found):
            wrong = (batches.LineNotInBatch,)
        elif any(payment.stage != "settled" or payment.ordered for payment in found) or near:
            wrong = (payouts.PayoutNotOut, payouts.OrderedBackAlready, payouts.ResultDisagrees)
        lines = tuple(LateReturn(each, Money(AMOUNT + near), ReturnReason.OTHER, "账户注销") for each in people)
        said = {"statement": "退回通知", "statement_sha256": "ef" * 32, "lines": lines, "on": DAY}
        if self.tries(wrong, PostLateReturns, batch_id=name, **said):
            for payment in found:
                payment.stage = "cancelled" if self.books.closed else "returned"
                self.books.moves(payment.parts, "settled", "treasury" if self.books.closed else "returned")
            if not self.books.closed:
                self.books.batches[name].stage = "released"

    @precondition(lambda self: self.books.payments)
    @rule(choice=CHOICE)
    def a_batch_is_closed(self, choice: int) -> None:
        name = picked(list(self.books.batches), choice)
        batch = self.books.batches[name]
        own = [payment for payment in self.books.payments.values() if payment.batch == name]
        wrong: Rules = ()
        if batch.stage != "released":
            wrong = (batches.WrongStage,)
        elif any(payment.stage in ("open", "returned") for payment in own):
            wrong = (batches.PayoutsStillOpen,)
        if self.tries(wrong, CloseBatch, batch_id=name, on=DAY):
            batch.stage = "closed"
