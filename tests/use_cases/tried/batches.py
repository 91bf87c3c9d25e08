"""Batches are submitted, approved, sent back and released."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from application.commands.batch_lists import Listed
from application.commands.batches import ApproveBatch, ReleaseBatch, SendBatchBack, SubmitBatch
from application.road import Officer
from domain.batches import rejections as batches
from domain.batches.events import BatchLinesListed, PayoutKind
from domain.funds import rejections as funds
from domain.money import Money
from domain.periods import Period
from domain.programmes.policy import ApprovalStep
from tests.support.auditor import AMOUNT, UNDER_WAY, BatchBook, Parts, PaymentBook, picked
from tests.support.office import AREA, minutes_of
from tests.support.stories import MEDICINE
from tests.use_cases.tried.asking import CHOICE, CREW, DAY, Asking, Rules

STEPS = tuple(ApprovalStep)
QUARTERS = st.integers(1, 4)


class Batches(Asking):
    """What may be tried with a batch before its money leaves."""

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
