"""Officers try anything; an auditor keeps simple books of their own; after every step they agree, line by line.

The auditor also says beforehand what must be refused, wherever the rule is simple. `SUBSIDY_LEDGER_DEEP=1` tries for
longer.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from application.commands.bank import BankLine, CancelPayouts, CloseBatch, PostBankResult, ReissuePayouts
from application.commands.batch_lists import Listed
from application.commands.batches import ApproveBatch, ReleaseBatch, SendBatchBack, SubmitBatch
from application.commands.beneficiaries import RecordDeath
from application.commands.funds import AddFunds, AllocateFunds, MoveFunds
from application.commands.late_returns import LateReturn, PostLateReturns
from application.commands.notices import RaiseObjection, SettleObjection
from application.commands.recoveries import OrderRecovery, ReceiveInstalment, WriteOffRecovery
from application.commands.standing import RecheckCase, ResumeCase, SuspendCase
from application.commands.year_end import CloseYear
from application.road import Answer, Officer
from domain.batches import rejections as batches
from domain.batches.events import BatchLinesListed, PayoutKind
from domain.beneficiaries.rejections import DeathDateDisputed
from domain.eligibility import rejections as cases
from domain.eligibility.events import StopReason
from domain.funds import rejections as funds
from domain.funds.events import LevelShare
from domain.levels import FundKind, GovernmentLevel
from domain.money import AmountNotPositive, Money
from domain.notices import rejections as notices
from domain.notices.events import ObjectionGround
from domain.payouts import rejections as payouts
from domain.payouts.events import ReturnReason
from domain.periods import Month, Period, PeriodKind
from domain.programmes.policy import ApprovalStep, Standard
from domain.recoveries import rejections as recoveries
from domain.recoveries.events import Instalment, InstalmentReceived, RecoveryGround, RecoveryOrdered
from domain.rejected import Rejected
from tests.support.auditor import (
    ACCOUNTS,
    AMOUNT,
    UNDER_WAY,
    BatchBook,
    Books,
    ClaimBook,
    Parts,
    PaymentBook,
    PersonBook,
    added,
    picked,
)
from tests.support.office import AREA, Office, minutes_of
from tests.support.stories import FUND, MEDICINE, POLICY, conclude_and_grant, people_on_notice, post_notice

DAY = date(2018, 1, 10)
STEPS = tuple(ApprovalStep)
CREW = tuple(Officer(f"officer-{name}") for name in ("an", "bo", "chen", "deng", "er", "fu", "gao"))
QUARTERS = st.integers(1, 4)
CHOICE = st.integers(0, 59)
NEAR = st.sampled_from((-1, 0, 0, 1))
"""From the room there is, and from just outside it."""
PROVINCIAL_FEN, MUNICIPAL_FEN = (6408, 6407, 3204, 30_000), (13_616, 13_615, 6808, 60_000)
"""Two in the quota take 1602 fen a quarter from the province and 400 from the city, three beyond it 3003."""
LEVELS = {"provincial": GovernmentLevel.PROVINCIAL, "municipal": GovernmentLevel.MUNICIPAL}
RARELY = st.sampled_from((0, 0, 0, 0, 0, 1))
Rules = tuple[type[Rejected], ...]


class AnOfficeAndItsAuditor(RuleBasedStateMachine):
    """Every rule is something somebody tries; the books say what must come of it."""

    @initialize(
        provincial=st.sampled_from(PROVINCIAL_FEN),
        municipal=st.sampled_from(MUNICIPAL_FEN),
        told=st.lists(st.lists(st.sampled_from("ssrrx"), min_size=5, max_size=5), max_size=3),
    )
    def five_people_are_granted_and_perhaps_paid(self, provincial: int, municipal: int, told: list[list[str]]) -> None:
        policy = replace(POLICY, standards=(Standard("", "", Money(AMOUNT), "第五条"),))
        self.office: Office = people_on_notice(5, policy=policy, period_kind=PeriodKind.QUARTER)
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

    def tries(self, refused_by: Rules, command: Any, **facts: Any) -> Answer | None:
        """Ask for it, and hold what happens against what the auditor says: refused by one of these rules, or done.

        `by` is the first of the crew unless the facts say otherwise.
        """
        by = facts.pop("by", CREW[0])
        said: Rejected | None = None
        answer: Answer | None = None
        try:
            answer = self.office.asks(command, by=by, **facts)
        except Rejected as refusal:
            said = refusal
        due = [each.__name__ for each in refused_by] or ["nothing"]
        assert said is None or type(said) in refused_by, f"{command.__name__}: {said!r}, not {due}, said no: {said}"
        assert said is not None or not refused_by, f"{command.__name__} was done where {due} was due"
        return answer

    # Funds.

    def brings(self, level: str, fen: int) -> None:
        document = f"财社〔2017〕{next(self.numbers)}号"
        shares = (LevelShare(LEVELS[level], FundKind.GENERAL_BUDGET, Money(fen)),)
        facts = {"programme": MEDICINE, "fiscal_year": 2017, "region": AREA, "document": document, "shares": shares}
        wrong: Rules = (funds.YearIsClosed,) if self.books.closed else (AmountNotPositive,) if fen <= 0 else ()
        if self.tries(wrong, AllocateFunds, on=DAY, **facts):
            self.books.opened(f"{FUND}/{level}/general_budget/{document}", fen)

    @rule(way=st.sampled_from("bammm"), choice=CHOICE, other=CHOICE, fen=st.integers(-1, 5000), near=NEAR)
    def money_is_brought_added_or_moved(self, way: str, choice: int, other: int, fen: int, near: int) -> None:
        if way == "b":
            self.brings(picked(sorted(LEVELS), choice), fen)
        elif way == "a":
            self.adds(choice, fen)
        else:
            self.money_is_moved(choice, other, near)

    def adds(self, choice: int, fen: int) -> None:
        line = picked(self.lines(), choice)
        wrong: Rules = (funds.YearIsClosed,) if self.books.closed else (AmountNotPositive,) if fen <= 0 else ()
        facts = {"line": line, "amount": Money(fen), "document": "财调〔2017〕7号", "on": DAY}
        if self.tries(wrong, AddFunds, **facts):
            self.books.lines[line]["allocated"] += fen
            self.books.lines[line]["available"] += fen

    def money_is_moved(self, giver: int, taker: int, near: int) -> None:
        from_line, to_line = picked(self.lines(), giver), picked(self.lines(), taker)
        fen = self.books.lines[from_line]["available"] + near
        wrong: Rules = ()
        if self.books.closed:
            wrong = (funds.YearIsClosed,)
        elif from_line == to_line:
            wrong = (funds.MoveToItself,)
        elif from_line.split("/")[3] != to_line.split("/")[3]:
            wrong = (funds.MoveKeepsLevelAndKind,)
        elif fen <= 0:
            wrong = (AmountNotPositive,)
        elif near > 0:
            wrong = (funds.OverBudget,)
        facts = {"from_line": from_line, "to_line": to_line, "amount": Money(fen), "document": "财调〔2017〕8号"}
        if self.tries(wrong, MoveFunds, on=DAY, **facts):
            for line, change in ((from_line, -fen), (to_line, fen)):
                self.books.lines[line]["allocated"] += change
                self.books.lines[line]["available"] += change

    @precondition(lambda self: len(self.books.payments) > 2 or self.books.closed)
    @rule(likely=st.sampled_from((True, False, False)))
    def the_year_is_closed(self, likely: bool) -> None:
        if likely:
            self.all_that_is_out_comes_to_rest()
        open_ = any(book[a] for book in self.books.lines.values() for a in ("reserved", "disbursed", "returned"))
        if open_ and not likely:
            return
        wrong: Rules = (funds.YearIsClosed,) if self.books.closed else (funds.MoneyStillOpen,) if open_ else ()
        if self.tries(wrong, CloseYear, programme=MEDICINE, fiscal_year=2017, region=AREA, on=DAY):
            self.books.closed = True
            for line in self.lines():
                if fen := self.books.lines[line]["available"]:
                    self.books.moves({line: fen}, "available", "carried")
                    self.books.opened(line.replace("2017/", "2018/", 1), fen)

    def all_that_is_out_comes_to_rest(self) -> None:
        for name, batch in self.books.batches.items():
            own = {p: pay.stage for (_, p), pay in self.books.payments.items() if pay.batch == name}
            self.the_bank_says(name, ["s" if own.get(person) == "open" else "x" for person in batch.parts], 0)
            if back := [person for person, stage in own.items() if stage == "returned"]:
                self.are_dealt_with(batch.quarter, back, CREW[6], give_up=True)

    # Batches.

    @rule(quarter=QUARTERS, arrears=st.sampled_from((True, False, False)), by=st.sampled_from(CREW[:2]))
    def a_quarter_is_paid(self, quarter: int, arrears: bool, by: Officer) -> None:
        self.a_quarter_is_sent_to_the_bank(quarter, arrears, by)

    def a_quarter_is_sent_to_the_bank(self, quarter: int, arrears: bool, by: Officer) -> None:
        """Everything in order, so far as the state of things lets it."""
        before = len(self.books.batches)
        self.submits(quarter, arrears, by, 0, None)
        if len(self.books.batches) > before:
            place = before
            self.the_rest_of_the_chain_approves_of(list(self.books.batches)[place])
            self.releases(list(self.books.batches)[place], CREW[6])

    @rule(quarter=QUARTERS, arrears=st.booleans(), by=st.sampled_from(CREW[:2]), again=st.sampled_from((0, 0, 0, 1)))
    def a_batch_is_submitted(self, quarter: int, arrears: bool, by: Officer, again: int) -> None:
        self.submits(quarter, arrears, by, again, None)

    @rule(quarter=QUARTERS, arrears=st.booleans(), chosen=st.sets(st.integers(0, 4), min_size=1))
    def a_list_is_submitted(self, quarter: int, arrears: bool, chosen: set[int]) -> None:
        self.submits(quarter, arrears, CREW[0], 0, [self.office.people[place] for place in sorted(chosen)])

    def submits(self, quarter: int, arrears: bool, by: Officer, again: int, listed: list[str] | None) -> None:
        books = self.books
        number = str(next(self.numbers))
        earlier = [name for name, batch in books.batches.items() if batch.quarter == quarter]
        if again and earlier:
            number = earlier[-1].rsplit("/", 1)[1]
        name = f"{MEDICINE}/2017-Q{quarter}/{number}"
        people = books.payable(quarter, arrears=arrears)
        wrong: Rules = ()
        if name in books.batches and books.batches[name].stage != "sent back":
            wrong = (batches.BatchExists,)
        elif listed and not all(books.people[person].stands_in(quarter) for person in listed):
            wrong = (batches.NotEntitled,)
        elif listed and any(books.paid(quarter, person, arrears=arrears) for person in listed):
            wrong = (batches.PaidAlready,)
        people = [person for person in people if listed is None or person in listed]
        seated = people[: books.seats_free(quarter)]
        needs = books.needs(len(seated), len(people) - len(seated))
        if not wrong and not people:
            wrong = (batches.NobodyToPay,)
        elif not wrong and any(need > books.available(level) for level, need in needs.items()):
            wrong = (funds.NoMoneyOfThatLevel,)
        asked = {
            "programme": MEDICINE,
            "region": AREA,
            "period": Period(f"2017-Q{quarter}"),
            "number": number,
            "payout_kind": PayoutKind.ARREARS if arrears else PayoutKind.REGULAR,
            "listed": tuple(Listed(person, Money(AMOUNT)) for person in listed or ()),
        }
        if answer := self.tries(wrong, SubmitBatch, by=by, on=DAY, **asked):
            parts: dict[str, Parts] = dict(self.vouchers(name))
            assert list(parts) == people
            batch = BatchBook(quarter, by.id, str(answer.said["digest"]), parts, seated)
            books.vouchers_are_right(batch)
            books.batches[name] = batch
            books.moves(batch.by_line(), "available", "reserved")

    def vouchers(self, batch: str) -> dict[str, dict[str, int]]:
        """Read the newest draft's lines off the log: each person's parts."""
        pages = [e.fact for e in self.office.desk.log.stream(f"batch/{batch}") if isinstance(e.fact, BatchLinesListed)]
        return {line.beneficiary: {p.line: p.amount.fen for p in line.parts} for line in pages[-1].lines}

    @precondition(lambda self: self.books.batches)
    @rule(choice=CHOICE, skip=st.sampled_from((0, 0, 0, 1)), by=st.sampled_from(CREW), stale=st.sampled_from((0, 0, 1)))
    def somebody_approves(self, choice: int, skip: int, by: Officer, stale: int) -> None:
        open_ = [name for name, batch in self.books.batches.items() if batch.stage == "submitted"]
        name = picked((open_ if choice % 7 else []) or list(self.books.batches), choice)
        self.approves(name, min(3, len(self.books.batches[name].approvers) + skip), by, stale)

    @precondition(lambda self: any(batch.stage == "submitted" for batch in self.books.batches.values()))
    @rule(choice=CHOICE)
    def the_rest_of_the_chain_approves(self, choice: int) -> None:
        open_ = [name for name, batch in self.books.batches.items() if batch.stage == "submitted"]
        self.the_rest_of_the_chain_approves_of(picked(open_, choice))

    def the_rest_of_the_chain_approves_of(self, name: str) -> None:
        batch = self.books.batches[name]
        self.approves(name, len(batch.approvers), Officer(batch.builder), 0)
        for by in [each for each in CREW if each.id not in (batch.builder, *batch.approvers)]:
            if batch.stage == "submitted":
                self.approves(name, len(batch.approvers), by, 0)

    def approves(self, name: str, place: int, by: Officer, stale: int) -> None:
        batch = self.books.batches[name]
        wrong: Rules = ()
        if batch.stage not in UNDER_WAY:
            wrong = (batches.WrongStage,)
        elif place != len(batch.approvers):
            wrong = (batches.StepOutOfOrder,)
        elif by.id in (batch.builder, *batch.approvers):
            wrong = (batches.SameHands,)
        elif stale:
            wrong = (batches.ContentChanged,)
        facts = {"batch_id": name, "step": STEPS[place], "digest": "0" * 64 if stale else batch.digest, "on": DAY}
        minutes = minutes_of(DAY) if STEPS[place] is ApprovalStep.COLLECTIVE_MEETING else None
        if self.tries(wrong, ApproveBatch, by=by, minutes=minutes, **facts):
            batch.approvers.append(by.id)
            batch.stage = "approved" if len(batch.approvers) == len(STEPS) else "submitted"

    @precondition(lambda self: self.books.batches)
    @rule(choice=CHOICE, by=st.sampled_from(CREW), skip=st.sampled_from((0, 0, 1)))
    def somebody_sends_a_batch_back(self, choice: int, by: Officer, skip: int) -> None:
        name = picked(list(self.books.batches), choice)
        batch = self.books.batches[name]
        place = min(3, len(batch.approvers) + skip)
        wrong: Rules = ()
        if batch.stage not in UNDER_WAY:
            wrong = (batches.WrongStage,)
        elif batch.stage == "submitted" and place != len(batch.approvers):
            wrong = (batches.StepOutOfOrder,)
        elif by.id == batch.builder:
            wrong = (batches.SameHands,)
        if self.tries(wrong, SendBatchBack, by=by, batch_id=name, step=STEPS[place], reason="再核", on=DAY):
            batch.stage, batch.approvers = "sent back", []
            self.books.moves(batch.by_line(), "reserved", "available")

    @precondition(lambda self: any(batch.stage in UNDER_WAY for batch in self.books.batches.values()))
    @rule(choice=CHOICE, by=st.sampled_from(CREW))
    def somebody_releases(self, choice: int, by: Officer) -> None:
        ready = [name for name, batch in self.books.batches.items() if batch.stage == "approved"]
        self.releases(picked(ready or list(self.books.batches), choice), by)

    def releases(self, name: str, by: Officer) -> None:
        batch, quarter = self.books.batches[name], self.books.batches[name].quarter
        wrong: Rules = ()
        if batch.stage != "approved":
            wrong = (batches.WrongStage,)
        elif by.id in (batch.builder, *batch.approvers):
            wrong = (batches.SameHands,)
        elif not all(self.books.people[person].stands_in(quarter) for person in batch.parts):
            wrong = (batches.NotInStanding,)
        elif any(self.books.paid(quarter, person, arrears=True) for person in batch.parts):
            wrong = (batches.PaidAlready,)
        if self.tries(wrong, ReleaseBatch, by=by, batch_id=name, value_date=DAY):
            assert len({by.id, batch.builder, *batch.approvers}) == 6, "builder, four approvers, cashier"
            batch.stage = "released"
            self.books.moves(batch.by_line(), "reserved", "disbursed")
            for person, parts in batch.parts.items():
                self.books.payments[quarter, person] = PaymentBook(name, parts, person in batch.in_quota)

    # The bank.

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

    # Recoveries.

    @precondition(lambda self: self.at_the_bank("settled"))
    @rule(choice=CHOICE, share=st.sampled_from((1, 2, 3)), near=NEAR, by=st.sampled_from(CREW[:3]))
    def money_is_ordered_back(self, choice: int, share: int, near: int, by: Officer) -> None:
        paid = self.at_the_bank("settled") if choice % 7 else list(self.books.payments)
        quarter, person = paid[choice % len(paid)]
        payment = self.books.payments[quarter, person]
        left = AMOUNT - payment.ordered
        fen = left // share + near
        wrong: Rules = ()
        if payment.stage != "settled":
            wrong = (payouts.PayoutNotOut,)
        elif fen <= 0:
            wrong = (AmountNotPositive,)
        elif fen > left:
            wrong = (payouts.MoreThanWasPaid,)
        name = f"r-{next(self.numbers)}"
        terms = {
            "amount": Money(fen),
            "instalments": (Instalment(DAY, Money(fen)),),
            "ground": RecoveryGround.FALSE_FACTS,
        }
        paid_as = f"{MEDICINE}/2017-Q{quarter}/{person}"
        if self.tries(wrong, OrderRecovery, by=by, recovery_id=name, payout_id=paid_as, on=DAY, **terms):
            order = self.office.desk.log.stream(f"recovery/{name}")[-1].fact
            assert isinstance(order, RecoveryOrdered)
            parts = {part.line: part.amount.fen for part in order.parts}
            assert sum(parts.values()) == fen
            self.books.claims[name] = ClaimBook(quarter, person, parts, by.id, fen)
            payment.ordered += fen
            mine = [
                claim.parts
                for claim in self.books.claims.values()
                if (claim.quarter, claim.person) == (quarter, person)
            ]
            assert all(fen <= payment.parts[line] for line, fen in added(mine).items())
            assert payment.ordered < AMOUNT or added(mine) == dict(payment.parts)

    @precondition(lambda self: self.books.claims)
    @rule(choice=CHOICE, share=st.sampled_from((1, 2, 3)), near=NEAR)
    def an_instalment_comes_in(self, choice: int, share: int, near: int) -> None:
        name = picked(list(self.books.claims), choice)
        claim = self.books.claims[name]
        fen = claim.outstanding // share + near
        wrong: Rules = (
            (AmountNotPositive,) if fen <= 0 else (recoveries.MoreThanIsOwed,) if fen > claim.outstanding else ()
        )
        facts = {"recovery_id": name, "bank_reference": f"b-{next(self.numbers)}", "on": DAY}
        if self.tries(wrong, ReceiveInstalment, amount=Money(fen), **facts):
            received = self.office.desk.log.stream(f"recovery/{name}")[-1].fact
            assert isinstance(received, InstalmentReceived)
            assert not (received.to_lines if self.books.closed else received.to_treasury)
            back = {part.line: part.amount.fen for part in (*received.to_lines, *received.to_treasury)}
            assert sum(back.values()) == fen
            target = "treasury" if self.books.closed else "available"
            payment = self.books.payments[claim.quarter, claim.person]
            for line, part in back.items():
                claim.received[line] += part
                payment.back[line] += part
                self.books.lines[line]["recovered"] += part
                self.books.lines[line][target] += part
                assert claim.received[line] <= claim.parts[line]
            assert claim.outstanding or claim.written_off or dict(claim.received) == dict(claim.parts)

    @precondition(lambda self: self.books.claims)
    @rule(choice=CHOICE, near=NEAR, by=st.sampled_from(CREW[:3]), minutes=st.booleans())
    def a_claim_is_given_up(self, choice: int, near: int, by: Officer, minutes: bool) -> None:
        name = picked(list(self.books.claims), choice)
        claim = self.books.claims[name]
        fen = claim.outstanding + near
        wrong: Rules = ()
        if by.id == claim.ordered_by:
            wrong = (recoveries.OrderedAndWrittenOff,)
        elif not minutes:
            wrong = (recoveries.WriteOffWithoutMinutes,)
        elif fen <= 0:
            wrong = (AmountNotPositive,)
        elif near > 0:
            wrong = (recoveries.MoreThanIsOwed,)
        held = minutes_of(DAY) if minutes else None
        facts = {"recovery_id": name, "amount": Money(fen), "reason": "无可执行财产", "minutes": held, "on": DAY}
        if self.tries(wrong, WriteOffRecovery, by=by, **facts):
            claim.written_off += fen

    # People.

    @rule(
        what=st.sampled_from("dsrrooee"),
        choice=CHOICE,
        month=st.integers(1, 12),
        yes=st.booleans(),
        few=st.integers(0, 4),
    )
    def something_befalls_somebody(self, what: str, choice: int, month: int, yes: bool, few: int) -> None:
        if what == "d":
            self.dies(choice, month - 1)
        elif what == "s":
            self.is_suspended(choice, month)
        elif what == "r":
            self.is_resumed(choice, yes, month - 2, few)
        elif what == "o":
            self.is_objected_to(choice)
        elif any(person.objections for person in self.books.people.values()):
            self.an_objection_is_settled(choice, yes, month)

    def dies(self, choice: int, month: int) -> None:
        name = picked(self.office.people, choice)
        person, died = self.books.people[name], (2017, month) if month else (2016, 12)
        wrong: Rules = (DeathDateDisputed,) if person.died not in (None, died) else ()
        if self.tries(wrong, RecordDeath, beneficiary=name, died_on=date(*died, 15), source="公安"):
            person.died, person.stage = died, "revoked"
            person.ends(month + 1)

    def is_suspended(self, choice: int, month: int) -> None:
        name = picked(self.office.people, choice)
        person = self.books.people[name]
        wrong: Rules = () if person.stage == "granted" else (cases.WrongCaseStage,)
        facts = {
            "programme": MEDICINE,
            "reason": StopReason.REVIEW_FAILED,
            "from_month": Month.parse(f"2017-{month:02d}"),
        }
        if self.tries(wrong, SuspendCase, beneficiary=name, on=DAY, **facts):
            person.stage, person.suspended_from, person.checked = "suspended", month, False
            person.ends(month)

    def is_resumed(self, choice: int, check: bool, later: int, back: int) -> None:
        stopped = [name for name, person in self.books.people.items() if person.stage == "suspended"]
        name = picked(stopped or self.office.people, choice)
        person = self.books.people[name]
        of_person: dict[str, Any] = {"programme": MEDICINE, "beneficiary": name, "on": DAY}
        if check:
            entitled = person.stage in ("granted", "suspended")
            self.tries(() if entitled else (cases.WrongCaseStage,), RecheckCase, **of_person)
            person.checked = person.checked or entitled
        month = max(1, min(12, person.suspended_from + later))
        wrong: Rules = ()
        if person.stage != "suspended":
            wrong = (cases.WrongCaseStage,)
        elif not person.checked:
            wrong = (cases.NoPassingCheck,)
        elif month < person.suspended_from:
            wrong = (cases.ResumedOutsideGap,)
        elif back > min(3, month - person.suspended_from):
            wrong = (cases.TooMuchBackPay,)
        facts = {"from_month": Month.parse(f"2017-{month:02d}"), "back_pay_months": back}
        if self.tries(wrong, ResumeCase, **facts, **of_person):
            person.stage = "granted"
            person.months |= set(range(month - back, 13))

    def is_objected_to(self, choice: int) -> None:
        name = picked(self.office.people, choice)
        person = self.books.people[name]
        wrong: Rules = ()
        if person.objections:
            wrong = (notices.ObjectionStillOpen,)
        elif person.stage == "revoked":
            wrong = (cases.WrongCaseStage,)
        objection = f"o-{next(self.numbers)}"
        facts = {"objection_id": objection, "beneficiary": name, "ground": ObjectionGround.NOT_ELIGIBLE, "on": DAY}
        if self.tries(wrong, RaiseObjection, notice_id="posted-again", **facts):
            person.objections.add(objection)

    def an_objection_is_settled(self, choice: int, upheld: bool, month: int) -> None:
        person = self.books.people[
            picked([name for name, person in self.books.people.items() if person.objections], choice)
        ]
        [objection] = person.objections
        facts = {"objection_id": objection, "finding": "已复核", "stops_from": Month.parse(f"2017-{month:02d}")}
        if self.tries((), SettleObjection, by=CREW[6], notice_id="posted-again", upheld=upheld, on=DAY, **facts):
            person.objections.clear()
            if upheld:
                person.stage = "revoked"
                person.ends(month)

    def at_the_bank(self, stage: str) -> list[tuple[int, str]]:
        return [key for key, payment in self.books.payments.items() if payment.stage == stage]

    # What the auditor looks at after every step.

    def lines(self) -> list[str]:
        return [line for line in self.books.lines if line.startswith("2017")]

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
