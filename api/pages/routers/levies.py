"""残保金 / The levy: its terms, what employers owe and how it came about, and what comes in for the treasury."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from pydantic import BaseModel
from starlette.responses import Response

from api.http.levy_terms import LevyTermsBody
from api.http.router import Router
from api.http.routers import levies as api
from api.http.values import path_id, slashed, tilded
from api.pages.asking import Asking
from api.pages.forms import Filled, Form, TheForm
from api.pages.levy_forms import ASSESSING, CORRECTING, DEFERRING, RECEIVING, REFUNDING, RELIEVING, TERMS
from api.pages.levy_page import AssessmentShown, LevyShown, with_groups
from api.pages.page import Page, ThePage
from domain.levies.numbers import written
from domain.programmes.formulas import RoundingWay, RoundTo

router = Router()

Levy = Annotated[str, path_id("残保金 年度/区划", "Levy", "2024~990101")]


@router.get("/levy-terms/set")
def ask_terms(page: ThePage) -> Response:
    """The form for a year's terms."""
    page.query.may("set_levy_terms")
    return _terms(page, Filled(), 200)


@router.post("/levy-terms/set")
def set_terms(page: ThePage, form: TheForm) -> Response:
    """Set them."""
    return form.give(
        lambda: api.set_levy_terms(_as_told(form).body(LevyTermsBody), form.command()),
        lead_to=lambda said: f"/levies/{tilded(str(said['levy']))}",
        again=lambda filled, status: _terms(page, filled, status),
    )


@router.get("/levies/{levy}")
def one_levy(page: ThePage, levy: Levy) -> Response:
    """A year's terms in a region, and what may be done by them."""
    return page.show("levies/levy.html", one=LevyShown(page, slashed(levy)), here=f"/levies/{levy}")


@router.get("/levies/{levy}/assess")
def ask_assessment(page: ThePage, levy: Levy) -> Response:
    """The form for an employer's figures."""
    return _assessing(LevyShown(page, slashed(levy), "assess_levy"), Filled(), 200)


@router.post("/levies/{levy}/assess")
def assess(page: ThePage, levy: Levy, form: TheForm) -> Response:
    """Assess it."""
    year, _, region = slashed(levy).partition("/")
    of = {"fiscal_year": int(year) if year.isdigit() else year, "region": region}
    return form.give(
        lambda: api.assess_levy(form.body(api.AssessmentBody, **of), form.command()),
        lead_to=lambda said: f"/levy-assessments/{tilded(str(said['assessment']))}",
        again=lambda filled, status: _assessing(LevyShown(page, slashed(levy)), filled, status),
    )


@router.get("/levy-assessments/{assessment}")
def one_assessment(page: ThePage, assessment: api.Assessment) -> Response:
    """An employer's assessment: what it owes, line by line, and what became of it."""
    return page.show("levies/assessment.html", one=AssessmentShown(page, slashed(assessment)))


@router.get("/levy-assessments/{assessment}/correct")
def ask_correction(page: ThePage, assessment: api.Assessment) -> Response:
    """The form for other figures."""
    return _ask(page, assessment, "correct_levy", _correcting)


@router.post("/levy-assessments/{assessment}/correct")
def correct(page: ThePage, assessment: api.Assessment, form: TheForm) -> Response:
    """Correct it."""
    return _give(page, assessment, form, _correcting, api.correct_levy, api.LevyCorrectionBody)


@router.get("/levy-assessments/{assessment}/relieve")
def ask_relief(page: ThePage, assessment: api.Assessment) -> Response:
    """The form for relief."""
    return _ask(page, assessment, "relieve_levy", lambda _: RELIEVING)


@router.post("/levy-assessments/{assessment}/relieve")
def relieve(page: ThePage, assessment: api.Assessment, form: TheForm) -> Response:
    """Grant it."""
    return _give(page, assessment, form, lambda _: RELIEVING, api.relieve_levy, api.ReliefBody)


@router.get("/levy-assessments/{assessment}/defer")
def ask_deferral(page: ThePage, assessment: api.Assessment) -> Response:
    """The form for a deferral."""
    return _ask(page, assessment, "defer_levy", lambda _: DEFERRING)


@router.post("/levy-assessments/{assessment}/defer")
def defer(page: ThePage, assessment: api.Assessment, form: TheForm) -> Response:
    """Grant it."""
    return _give(page, assessment, form, lambda _: DEFERRING, api.defer_levy, api.DeferralBody)


@router.get("/levy-assessments/{assessment}/receive")
def ask_receipt(page: ThePage, assessment: api.Assessment) -> Response:
    """The form for what came in."""
    return _ask(page, assessment, "receive_levy", _receiving)


@router.post("/levy-assessments/{assessment}/receive")
def receive(page: ThePage, assessment: api.Assessment, form: TheForm) -> Response:
    """Record it."""
    return _give(page, assessment, form, _receiving, api.receive_levy, api.LevyReceiptBody)


@router.get("/levy-assessments/{assessment}/refund")
def ask_refund(page: ThePage, assessment: api.Assessment) -> Response:
    """The form for what the treasury gave back."""
    return _ask(page, assessment, "refund_levy", _refunding)


@router.post("/levy-assessments/{assessment}/refund")
def refund(page: ThePage, assessment: api.Assessment, form: TheForm) -> Response:
    """Record it."""
    return _give(page, assessment, form, _refunding, api.refund_levy, api.RefundBody)


Made = Callable[[AssessmentShown], Asking]


def _ask(page: Page, assessment: str, operation: str, made: Made) -> Response:
    shown = AssessmentShown(page, slashed(assessment), operation)
    return _shown(shown, made(shown), Filled(), 200)


def _give(
    page: Page, assessment: str, form: Form, made: Made, route: Callable[..., Response], model: type[BaseModel]
) -> Response:
    def again(filled: Filled, status: int) -> Response:
        shown = AssessmentShown(page, slashed(assessment))
        return _shown(shown, made(shown), filled, status)

    return form.give(
        lambda: route(assessment, form.body(model), form.command()),
        lead_to=f"/levy-assessments/{assessment}",
        again=again,
    )


def _shown(shown: AssessmentShown, asking: Asking, filled: Filled, status: int) -> Response:
    asking = asking.filled_in(on=shown.page.today)
    return asking.shown(shown.page, filled, status, facts=shown.facts, back=shown.path)


def _correcting(shown: AssessmentShown) -> Asking:
    figures = shown.state.figures
    asking = with_groups(CORRECTING, LevyShown(shown.page, shown.levy).terms, shown.state)
    if figures is None:
        return asking
    return asking.filled_in(headcount=written(figures.headcount), average_wage=figures.average_wage)


def _receiving(shown: AssessmentShown) -> Asking:
    return RECEIVING.filled_in(amount=shown.row.owed)


def _refunding(shown: AssessmentShown) -> Asking:
    return REFUNDING.filled_in(amount=shown.row.overpaid)


def _assessing(shown: LevyShown, filled: Filled, status: int) -> Response:
    asking = with_groups(ASSESSING, shown.terms).filled_in(on=shown.page.today)
    return asking.shown(shown.page, filled, status, facts=shown.facts, back=f"/levies/{tilded(shown.id)}")


def _terms(page: Page, filled: Filled, status: int) -> Response:
    asking = TERMS.choosing(
        rounded_to=[(one.value, page.word(one)) for one in RoundTo],
        rounding=[(one.value, page.word(one)) for one in RoundingWay],
    )
    return asking.filled_in(on=page.today, fiscal_year=page.today.year).shown(page, filled, status, back="/levy-terms")


def _as_told(form: Form) -> Form:
    """Return the form without the groups whose telling field was left empty."""
    for prefix, telling in (
        ("weights.1", "group"),
        ("reduction.stairs.1", "from_share"),
        ("reduction", "document"),
        ("exemption", "document"),
    ):
        if not form.values.get(f"{prefix}.{telling}", "").strip():
            form = form.without(prefix)
    return form
