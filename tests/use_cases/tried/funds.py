"""Money is brought, added and moved."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from application.commands.funds import AddFunds, AllocateFunds, MoveFunds
from domain.funds import rejections as funds
from domain.funds.events import LevelShare
from domain.levels import FundKind, GovernmentLevel
from domain.money import AmountNotPositive, Money
from tests.support.auditor import picked
from tests.support.office import AREA
from tests.support.stories import FUND, MEDICINE
from tests.use_cases.tried.asking import CHOICE, DAY, NEAR, Asking, Rules

LEVELS = {"provincial": GovernmentLevel.PROVINCIAL, "municipal": GovernmentLevel.MUNICIPAL}


class Funds(Asking):
    """What may be tried with the money of a year."""

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
