"""How anything is tried: asked of the office, and held against what the auditor says must come of it."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from application.road import Answer, Officer
from domain.rejected import Rejected
from tests.support.auditor import Books
from tests.support.office import Office

DAY = date(2018, 1, 10)
CREW = tuple(Officer(f"officer-{name}") for name in ("an", "bo", "chen", "deng", "er", "fu", "gao"))
CHOICE = st.integers(0, 59)
NEAR = st.sampled_from((-1, 0, 0, 1))
"""From the room there is, and from just outside it."""
Rules = tuple[type[Rejected], ...]


class Asking(RuleBasedStateMachine):
    """An office, the auditor's books of it, and the next number nobody has used."""

    office: Office
    books: Books
    numbers: count[int]

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

    def lines(self) -> list[str]:
        return [line for line in self.books.lines if line.startswith("2017")]

    def at_the_bank(self, stage: str) -> list[tuple[int, str]]:
        return [key for key, payment in self.books.payments.items() if payment.stage == stage]
