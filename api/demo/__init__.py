"""The demonstration: three published reports replayed with invented people, through the public commands only."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

from rich.console import Console

from api.demo import county, district, self_evaluation, waiting
from api.demo.case_002 import BUDGET, EVALUATION
from api.demo.evaluation_figures import evaluation_figures
from api.demo.measures import county_figures, district_figures
from api.demo.report import (
    show_budget,
    show_completion,
    show_figures,
    show_people,
    show_position,
    show_refusals,
    show_trail,
)
from api.demo.rules import CHILDREN, MEDICINE, RELIEF, WORK
from api.demo.scene import Crowd, Scene
from application.budgets.figures import BudgetBook
from application.desk import Desk

OpenDesk = Callable[[str], AbstractContextManager[Desk]]
"""Opens the desk of one ledger, making the ledger when it is missing."""

DISTRICT, COUNTY, EVALUATED = "demo-district", "demo-county", "demo-evaluation"


def run(open_desk: OpenDesk, crowd: Crowd, console: Console, *, served_from: date | None = None) -> bool:
    """Play the cases, print what an officer would want to see, and say whether every figure is the published one.

    For a demonstration that is served from a day on, work is left in the district for every desk.
    """
    figures = []
    with open_desk(DISTRICT) as desk:
        console.rule("案例 000：某区 2017 年")
        scene = Scene(desk, DISTRICT, console.print, crowd)
        payout, people = district.play(scene)
        views = desk.views
        show_position(console, "药费补助资金状况", views.fund_position(programme=MEDICINE))
        show_position(console, "儿童康复资金状况", views.fund_position(programme=CHILDREN))
        show_completion(console, "药费补助完成情况", views.completion(MEDICINE, 2017))
        show_completion(console, "儿童康复完成情况", views.completion(CHILDREN, 2017))
        trail = views.trail_of_payout(payout)
        show_trail(console, trail, views.trail_of_line(trail.steps[0].line))
        show_people(console, views, people)
        show_refusals(console, views.refusals(), scene.tried)
        if served_from is not None:
            waiting.play(scene, served_from)
            desk.views_now()
        figures += district_figures(views)
    with open_desk(COUNTY) as desk:
        console.rule("案例 001：某县（23 个乡镇）")
        scene = Scene(desk, COUNTY, console.print, crowd)
        county.play(scene)
        show_position(console, "特别救助资金状况", desk.views.fund_position(programme=RELIEF))
        show_position(console, "就业扶持资金状况", desk.views.fund_position(programme=WORK))
        figures += county_figures(desk.views)
    with open_desk(EVALUATED) as desk:
        console.rule("案例 002：某区 2022 年绩效自评")
        self_evaluation.play(Scene(desk, EVALUATED, console.print, crowd))
        show_budget(console, BudgetBook(BUDGET, desk=desk).shown())
        figures += evaluation_figures(desk)
    console.rule("核对")
    equal = show_figures(console, figures)
    _say_what_next(console, payout)
    return equal


def _say_what_next(console: Console, payout: str) -> None:
    console.print("[bold]接下来可以试试：[/]")
    for line in (
        f"subsidy-ledger --ledger {DISTRICT} position --programme {MEDICINE} --effective 2017-03-31",
        f"subsidy-ledger --ledger {DISTRICT} trail {payout}",
        f"subsidy-ledger --ledger {DISTRICT} history batch/{MEDICINE}/2017/1",
        f"subsidy-ledger --ledger {DISTRICT} refusals",
        f"subsidy-ledger --ledger {COUNTY} verify",
        f"subsidy-ledger --ledger {EVALUATED} evaluation show {EVALUATION}",
        "subsidy-ledger --help",
    ):
        console.print(f"  .venv/bin/{line}", soft_wrap=True, highlight=False)
