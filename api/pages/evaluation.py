"""The self-evaluation form (项目支出绩效自评表): what the ledger knows stands in it, the rest is left for the hand.

Money is told by level and kind and never added over them, a number of people names what it is held against, and of
quality, effects and satisfaction the ledger knows nothing, so it says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from api.pages import words
from api.pages.documents import EMPTY, Part, left, right, short
from api.pages.page import Page
from application.answers import Completion, FundPosition, LineBalance
from application.evaluations.form import EvaluationForm
from domain.levels import FundKind, GovernmentLevel
from domain.rates import Measure, NothingToDivideBy, Rate, completion, money_of

Row = list[str]

BUDGETS = words.sentences("Budget at the beginning of the year", "Budget of the year", "Spent in the year")
NUMBERS = words.sentences("Output", "Quantity", "Effect", "Satisfaction")
BY_HAND = words.sentences("Quality", "In time", "Cost", "Economic effect", "Social effect", "Lasting effect")
HEADS = words.sentences(
    "Indicator", "Its kind", "What it counts", "Value planned", "Value reached", "Points", "Score", "Why it differs"
)
CONTENTED = words.sentences("Contentment of those it serves")


@dataclass(frozen=True, slots=True)
class Weights:
    """How many of the hundred points each part of the form has."""

    execution: int = 10
    output: int = 50
    effect: int = 30
    satisfaction: int = 10


def money(page: Page, position: FundPosition, weights: Weights) -> Part:
    """Return the budget and its execution, a row for each level and kind; the year's sum is left to the hand."""
    say = page.said
    unit = "（元）" if page.language == "zh" else " (yuan)"
    whole = [say("The year's money, together"), EMPTY, EMPTY, EMPTY, str(weights.execution), EMPTY, EMPTY]
    rows = [
        [
            f"{page.word(level)}·{page.word(kind)}",
            EMPTY,
            balance.allocated.grouped(),
            balance.settled.grouped(),
            EMPTY,
            _executed(balance, level, kind),
            EMPTY,
        ]
        for (level, kind), balance in position.totals.items()
    ]
    return {
        "name": say("Budget and its execution"),
        "columns": [
            left(say("Where the money is from")),
            *(right(f"{say(one)}{unit}") for one in BUDGETS),
            right(say("Points")),
            right(say("Rate of execution")),
            right(say("Score")),
        ],
        "rows": [whole, *rows],
        "foot": None,
    }


def indicators(page: Page, done: Completion, weights: Weights) -> Part:
    """Return the indicators: numbers of people as they were reached, the others as lines to fill in."""
    say = page.said
    output, quantity, effect, contented = (say(one) for one in NUMBERS)
    quality, in_time, cost, *effects = (say(one) for one in BY_HAND)
    rows = [[output, quantity, *told, EMPTY, EMPTY, EMPTY] for told in _numbers(page, done)]
    rows += [[output, kind, *[EMPTY] * 6] for kind in (quality, in_time, cost)]
    rows += [[effect, kind, *[EMPTY] * 6] for kind in effects]
    rows += [[contented, say(CONTENTED[0]), *[EMPTY] * 6]]
    for name, points in ((output, weights.output), (effect, weights.effect), (contented, weights.satisfaction)):
        first = next(row for row in rows if row[0] == name)
        first[0] = f"{name}（{points}）"
    return {
        "name": say("Indicators"),
        "columns": [(left if number in (2, 4, 7) else short)(say(head)) for number, head in enumerate(HEADS)],
        "rows": rows,
        "foot": None,
    }


def _numbers(page: Page, done: Completion) -> Iterator[Row]:
    """Yield what each number of people counts, what was planned, and what was reached with its rate named.

    A target of some people only (`name`: urban, rural) has no number of its own here and is left open.
    """
    say = page.said
    for target in done.targets:
        name = f"{page.word(target.level)}{f'·{target.name}' if target.name else ''}（{target.document}）"
        counts = say("People paid, against the target of %(target)s", target=name)
        reached = EMPTY if target.name else _people(page, done.settled, target.people, Measure.TARGET)
        yield [counts, _counted(page, target.people), reached]
    for tier in done.tiers:
        counts = say("People paid in the tier %(tier)s, against its funded seats", tier=page.word(tier.tier))
        if tier.headcount is None:
            yield [counts, say("no limit"), _counted(page, tier.settled)]
        else:
            reached = _people(page, tier.settled, tier.headcount, Measure.QUOTA)
            yield [counts, _counted(page, tier.headcount), reached]
    yield [say("People without money (over the funded seats)"), EMPTY, _counted(page, done.unfunded)]


def _people(page: Page, paid: int, of: int, against: Measure) -> str:
    try:
        rate = completion(paid, of=of, against=against)
    except NothingToDivideBy:
        return _counted(page, paid)
    named = page.said("of the target") if against is Measure.TARGET else page.said("of the funded seats")
    return f"{_counted(page, paid)}（{named} {rate}）"


def _counted(page: Page, people: int) -> str:
    return f"{people:,} 人" if page.language == "zh" else f"{people:,} people"


def _executed(balance: LineBalance, level: GovernmentLevel, kind: FundKind) -> str:
    """Return what share of one level's and kind's money was spent; nothing where none was allocated."""
    kinds = frozenset({kind})
    spent = money_of("settled", balance.settled, level, kinds=kinds)
    try:
        return str(Rate(spent, money_of("allocated", balance.allocated, level, kinds=kinds)))
    except NothingToDivideBy:
        return "—"


def scored_money(page: Page, form: EvaluationForm) -> Part:
    """Return the money of a form that is filled in: the evaluated levels together, then each level and kind."""
    say, unit = page.said, "（元）" if page.language == "zh" else " (yuan)"
    rows = [
        [
            f"{page.word(one.level)}·{page.word(one.kind)}" if one.level else say("The year's money, together"),
            one.initial.grouped(),
            one.full_year.grouped(),
            one.executed.grouped(),
            one.points or "",
            "—" if one.percent is None else f"{one.percent} %",
            one.score or "",
        ]
        for one in form.money
    ]
    return {
        "name": say("Budget and its execution"),
        "columns": [
            left(say("Where the money is from")),
            *(right(f"{page.heading(name)}{unit}") for name in ("initial", "full_year", "executed")),
            right(say("Points")),
            right(say("Rate of execution")),
            right(say("Score")),
        ],
        "rows": rows,
        "foot": None,
    }


def scored_indicators(page: Page, form: EvaluationForm) -> Part:
    """Return the indicators of a form with target, value, points, score and reason, and the total at their foot."""
    say = page.said
    heads = ("Its kind", "What it counts", "Value planned", "Value reached", "Points", "Score", "Why it differs")
    rows = [
        [
            page.word(one.indicator_kind),
            f"{one.indicator} {one.name}",
            one.target,
            (one.actual or EMPTY) + (f"（{one.completed} %）" if one.completed and one.rule != "judged" else ""),
            one.points,
            one.score or EMPTY,
            one.reason or EMPTY,
        ]
        for one in form.indicators
    ]
    return {
        "name": say("Indicators"),
        "columns": [(short if number in (0, 4, 5) else left)(say(head)) for number, head in enumerate(heads)],
        "rows": rows,
        "foot": [say("Together"), EMPTY, EMPTY, EMPTY, "100", form.total or EMPTY, EMPTY],
    }
