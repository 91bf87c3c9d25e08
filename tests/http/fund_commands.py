"""Earmarked money over HTTP: what documents bring, and what is added and moved."""

from __future__ import annotations

from typing import Any

from api.http import answers
from tests.http.medicine import AREA, DOCUMENT, FINANCE, LINE, OTHER_LINE, PROGRAMME
from tests.http.stepping import Step


def allocation(document: str, **amounts: str) -> dict[str, Any]:
    shares = [{"level": level, "kind": "general_budget", "amount": amount} for level, amount in amounts.items()]
    where = {"programme": PROGRAMME, "fiscal_year": 2017, "region": AREA}
    return {**where, "document": document, "shares": shares, "on": "2017-02-06"}


FUND_STEPS: tuple[Step, ...] = (
    Step(
        "allocate_funds",
        FINANCE,
        "/allocations",
        lambda _: allocation(DOCUMENT, provincial="2400.00", municipal="600"),
        answers.FundNamed,
        thing=False,
    ),
    Step(
        "allocate_funds again",
        FINANCE,
        "/allocations",
        lambda _: allocation("财社〔2017〕9号", municipal="100.5"),
        answers.FundNamed,
        thing=False,
    ),
    Step(
        "add_funds",
        FINANCE,
        f"/fund-lines/{LINE.replace('/', '~')}/additions",
        lambda _: {"amount": "50.00", "document": "财社〔2017〕10号", "on": "2017-02-07"},
    ),
    Step(
        "move_funds",
        FINANCE,
        f"/fund-lines/{OTHER_LINE.replace('/', '~')}/moves",
        lambda _: {"to_line": LINE, "amount": "0.50", "document": "财社〔2017〕11号", "on": "2017-02-08"},
    ),
)
