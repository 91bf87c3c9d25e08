"""Money is ordered back, comes in, and is given up."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from application.commands.recoveries import OrderRecovery, ReceiveInstalment, WriteOffRecovery
from application.road import Officer
from domain.money import AmountNotPositive, Money
from domain.payouts import rejections as payouts
from domain.recoveries import rejections as recoveries
from domain.recoveries.events import Instalment, InstalmentReceived, RecoveryGround, RecoveryOrdered
from tests.support.auditor import AMOUNT, ClaimBook, added, picked
from tests.support.office import minutes_of
from tests.support.stories import MEDICINE
from tests.use_cases.tried.asking import CHOICE, CREW, DAY, NEAR, Asking, Rules


class Recoveries(Asking):
    """What may be tried to have money back."""

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
