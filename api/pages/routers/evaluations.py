"""绩效自评 / Self-evaluations: planned over a budget, filled in one by one, scored by somebody else, and the form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from api.budget_tables import INDICATORS
from api.http.router import Router
from api.http.routers import evaluations as api
from api.http.values import slashed, tilded
from api.pages.asking import Asking, Field
from api.pages.forms import Filled, Form, TheForm
from api.pages.page import Page, ThePage
from api.pages.pasting import beside, hinted, rows_of
from application.access.places import ANYWHERE, places_of_stream
from application.evaluations.form import EvaluationForm, evaluation_at, form_of
from application.evaluations.stages import EvaluationStage
from domain.budgets.figures import BudgetBasis
from domain.evaluations.decisions import values_of
from domain.evaluations.scoring import plain

router = Router()

DAY = Field("day", "on", "Date")
PLAN = Asking(
    "Plan a self-evaluation",
    "What the year's money is to reach, by which indicators, and how they are scored. The points of each part add up.",
    (
        Field("text", "evaluation_id", "Number of the self-evaluation", "Your own, such as self-evaluation-2022"),
        Field("text", "budget_id", "Number of the budget"),
        Field("text", "name", "Name of what is evaluated"),
        Field("area", "items", "Items of the budget", "One a line; empty: all of them", required=False),
        Field("choice", "against", "Execution is held against"),
        Field("area", "goals", "Goals of the year"),
        Field("whole", "weights.execution", "Points for execution", otherwise="10"),
        Field("whole", "weights.output", "Points for output", otherwise="50"),
        Field("whole", "weights.effect", "Points for effect", otherwise="30"),
        Field("whole", "weights.satisfaction", "Points for satisfaction", otherwise="10"),
        Field("whole", "scoring.decimals", "Decimals of a score", "Rounded half up", otherwise="2"),
        Field("area", "indicators", "Indicators"),
        DAY,
    ),
    "Plan it",
)
SCORE = Asking(
    "Settle the scores",
    "The points follow from the values and from the money as it stands now. Never by whoever filled it in.",
    (DAY,),
    "Settle them",
    grave=True,
)
REOPEN = Asking(
    "Reopen the self-evaluation",
    "Something in it was wrong: it is filled in and scored once more, and what was signed stays on record.",
    (Field("area", "reason", "Reason"), DAY),
    "Reopen it",
    grave=True,
)


@router.get("/evaluations/new")
def ask_plan(page: ThePage, budget: str = "") -> Response:
    """The form for a new one."""
    page.query.may("plan_evaluation", ANYWHERE)
    return _planning(page, Filled({"budget_id": budget[:200]}), 200)


@router.post("/evaluations/new")
def plan(page: ThePage, form: TheForm) -> Response:
    """Plan it."""

    def carry_out() -> Response:
        rows = rows_of(form, "indicators", INDICATORS)
        return api.plan_evaluation(form.body(api.EvaluationBody, indicators=rows), form.command())

    return form.give(
        carry_out,
        lead_to=lambda said: f"/evaluations/{tilded(str(said['evaluation']))}",
        again=lambda filled, status: _planning(page, beside(filled, "indicators", page.language), status),
    )


@router.get("/evaluations/{evaluation}")
def one_evaluation(page: ThePage, evaluation: api.Evaluation) -> Response:
    """The form, and what is to be done next."""
    shown = _form(page, evaluation)
    acts = not page.is_of_the_past
    fills = acts and shown.stage is not EvaluationStage.SCORED and page.may("fill_in_evaluation")
    scores = acts and shown.stage is EvaluationStage.FILLED_IN and page.may("score_evaluation")
    reopens = acts and shown.stage is EvaluationStage.SCORED and page.may("reopen_evaluation")
    return page.show("evaluations/evaluation.html", one=shown, fills=fills, scores=scores, reopens=reopens)


@router.get("/evaluations/{evaluation}/fill-in")
def ask_values(page: ThePage, evaluation: api.Evaluation) -> Response:
    """The form with a place for each indicator, filled with what was filled in before."""
    _form(page, evaluation, "fill_in_evaluation")
    state = evaluation_at(slashed(evaluation), desk=page.caller.services.desk, **page.times)
    known = values_of(state)
    begun: dict[str, str] = {"on": page.today.isoformat()}
    for place, name in enumerate(state.indicators):
        if value := known.get(name):
            told: dict[str, Any] = {
                "count": None if value.count is None else plain(value.count),
                "of": value.of,
                "words": value.words,
                "judged": value.judged,
                "reason": value.reason,
            }
            begun |= {f"values.{place}.{field}": str(said) for field, said in told.items() if said not in (None, "")}
    return _filling(page, evaluation, Filled(begun), 200)


@router.post("/evaluations/{evaluation}/fill-in")
def fill_in(page: ThePage, evaluation: api.Evaluation, form: TheForm) -> Response:
    """Fill it in."""
    return form.give(
        lambda: api.fill_in_evaluation(evaluation, form.body(api.ValuesBody), form.command()),
        lead_to=f"/evaluations/{evaluation}",
        again=lambda filled, status: _filling(page, evaluation, filled, status),
    )


@router.get("/evaluations/{evaluation}/score")
def ask_score(page: ThePage, evaluation: api.Evaluation) -> Response:
    """The form for settling."""
    return _ask(page, evaluation, "score_evaluation", SCORE)


@router.post("/evaluations/{evaluation}/score")
def score(page: ThePage, evaluation: api.Evaluation, form: TheForm) -> Response:
    """Settle it."""
    return _give(
        page,
        evaluation,
        form,
        SCORE,
        lambda: api.score_evaluation(evaluation, form.body(api.ScoringDayBody), form.command()),
    )


@router.get("/evaluations/{evaluation}/reopen")
def ask_reopening(page: ThePage, evaluation: api.Evaluation) -> Response:
    """The form for opening it again."""
    return _ask(page, evaluation, "reopen_evaluation", REOPEN)


@router.post("/evaluations/{evaluation}/reopen")
def reopen(page: ThePage, evaluation: api.Evaluation, form: TheForm) -> Response:
    """Open it."""
    return _give(
        page,
        evaluation,
        form,
        REOPEN,
        lambda: api.reopen_evaluation(evaluation, form.body(api.ReopeningBody), form.command()),
    )


def _planning(page: Page, form: Filled, status: int) -> Response:
    bases = [(one.value, page.word(one)) for one in BudgetBasis]
    asking = hinted(PLAN, "indicators", INDICATORS).choosing(against=bases)
    asking = asking.filled_in(on=page.today, against=BudgetBasis.FULL_YEAR.value)
    return asking.shown(page, form, status, back="/evaluations")


def _form(page: Page, evaluation: str, operation: str = "evaluations") -> EvaluationForm:
    desk, name = page.caller.services.desk, slashed(evaluation)
    page.query.may_in(operation, places_of_stream(f"evaluation/{name}", desk))
    return form_of(name, desk=desk, **page.times)


def _filling(page: Page, evaluation: str, form: Filled, status: int) -> Response:
    return page.show("evaluations/fill_in.html", status=status, one=_form(page, evaluation), form=form)


def _ask(page: Page, evaluation: str, operation: str, asking: Asking) -> Response:
    facts = _facts(page, _form(page, evaluation, operation))
    return asking.filled_in(on=page.today).shown(page, facts=facts, back=f"/evaluations/{evaluation}")


def _give(page: Page, evaluation: str, form: Form, asking: Asking, carry_out: Callable[[], Response]) -> Response:
    def again(filled: Filled, status: int) -> Response:
        facts = _facts(page, _form(page, evaluation))
        return asking.filled_in(on=page.today).shown(
            page, filled, status, facts=facts, back=f"/evaluations/{evaluation}"
        )

    return form.give(carry_out, lead_to=f"/evaluations/{evaluation}", again=again)


def _facts(page: Page, shown: EvaluationForm) -> list[tuple[str, str]]:
    """Return what is told of a self-evaluation above its forms."""
    return [
        (page.heading("evaluation"), shown.evaluation),
        (page.heading("name"), shown.name),
        (page.heading("total"), shown.total or "—"),
    ]
