"""The year is closed, sometimes after all that is out has come to rest."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from application.commands.year_end import CloseYear
from domain.funds import rejections as funds
from tests.support.office import AREA
from tests.support.stories import MEDICINE
from tests.use_cases.tried.asking import CREW, DAY, Rules
from tests.use_cases.tried.bank import Bank


class YearEnd(Bank):
    """What may be tried at the end of a year."""

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
