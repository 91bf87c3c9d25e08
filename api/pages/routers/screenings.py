"""筛查 / Screenings: the plan, the lists people bring, what a screening comes to, who pays over the target."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import Query
from pydantic import Field as Checked
from starlette.responses import Response

from api.http.body import Body
from api.http.router import Router
from api.http.routers import imports as imports_api
from api.http.routers import screenings as api
from api.http.values import Day, RegionText, slashed, tilded
from api.pages.asking import Asking, Field
from api.pages.forms import Filled, Form, TheForm
from api.pages.page import Page, ThePage
from api.pages.screening_page import EMPTY_ROWS, PLAN, ScreeningShown
from application.access.places import ANYWHERE
from application.exports import MEDIA_TYPES, ExportFormat
from application.imports import ScreeningList
from domain.screenings.plan import StageKind

router = Router()

What = Annotated[ScreeningList, Query()]
DAY = Field("day", "on", "Date")
CLOSE = Asking(
    "Close the screening",
    "Everybody was served or dropped out for a reason, every follow-up is recorded, every claim decided.",
    (DAY,),
    "Close",
    grave=True,
)


class ScreeningListForm(Body):
    """What a list is brought with, beside the file."""

    on: Day
    stage: str = Checked(default="", max_length=40)
    region: RegionText | None = None
    sheet: str = Checked(default="", max_length=100)


@router.get("/screenings/open")
def ask_opening(page: ThePage) -> Response:
    """The form for a new one, filled in with a common plan to change."""
    page.query.may_in("open_screening", ())
    return _opening(page, Filled(PLAN), 200)


@router.post("/screenings/open")
def open_screening(page: ThePage, form: TheForm) -> Response:
    """Open it."""
    return form.give(
        lambda: api.open_screening(_without_empty_rows(form).body(api.ScreeningBody), form.command()),
        lead_to=lambda said: f"/screenings/{tilded(str(said['screening']))}",
        again=lambda filled, status: _opening(page, filled, status),
    )


@router.get("/screenings/{screening}")
def one_screening(page: ThePage, screening: api.Screening) -> Response:
    """One screening: its figures, the plan, claims over the target, and what to do next."""
    shown = ScreeningShown(page, slashed(screening))
    return page.show("screenings/screening.html", one=shown, figures=shown.figures, acts=shown.acts)


@router.get("/screenings/{screening}/bring")
def ask_list(page: ThePage, screening: api.Screening, what: What = ScreeningList.CANDIDATES) -> Response:
    """The form for a list."""
    page.query.may("screening_import", ANYWHERE)
    return _bringing(page, screening, what, Filled(), 200)


@router.post("/screenings/{screening}/bring")
def bring_list(
    page: ThePage, screening: api.Screening, form: TheForm, what: What = ScreeningList.CANDIDATES
) -> Response:
    """Bring the list; a job reads and checks it."""
    return form.give(
        lambda: _brought(form, slashed(screening), what),
        lead_to=lambda said: f"/jobs/{said['id']}",
        again=lambda filled, status: _bringing(page, screening, what, filled, status),
    )


@router.get("/screenings/{screening}/list-form.xlsx")
def empty_list(page: ThePage, screening: api.Screening, what: What = ScreeningList.CANDIDATES) -> Response:
    """An empty list to fill in."""
    page.query.may("screening_import", ANYWHERE)
    ScreeningShown(page, slashed(screening))
    headers = {"Content-Disposition": f'attachment; filename="{what.value}.xlsx"'}
    content = page.caller.services.lists.screening_template(what)
    return Response(content, media_type=MEDIA_TYPES[ExportFormat.XLSX], headers=headers)


@router.get("/screenings/{screening}/decide")
def ask_decision(page: ThePage, screening: api.Screening) -> Response:
    """The form that names a payer."""
    return _deciding(page, screening, Filled(), 200)


@router.post("/screenings/{screening}/decide")
def decide(page: ThePage, screening: api.Screening, form: TheForm) -> Response:
    """Record who pays."""
    return form.give(
        lambda: api.decide_claims(screening, form.body(api.ClaimDecisionBody), form.command()),
        lead_to=f"/screenings/{screening}",
        again=lambda filled, status: _deciding(page, screening, filled, status),
    )


@router.get("/screenings/{screening}/unfunded")
def ask_unfunded(page: ThePage, screening: api.Screening) -> Response:
    """The form that says that nobody pays."""
    return _deciding(page, screening, Filled(), 200, pays=False)


@router.post("/screenings/{screening}/unfunded")
def leave_unfunded(page: ThePage, screening: api.Screening, form: TheForm) -> Response:
    """Record that nobody pays."""
    return form.give(
        lambda: api.leave_claims_unfunded(screening, form.body(api.UnfundedBody), form.command()),
        lead_to=f"/screenings/{screening}",
        again=lambda filled, status: _deciding(page, screening, filled, status, pays=False),
    )


@router.get("/screenings/{screening}/close")
def ask_close(page: ThePage, screening: api.Screening) -> Response:
    """The form for the end."""
    return _closing(page, screening)


@router.post("/screenings/{screening}/close")
def close(page: ThePage, screening: api.Screening, form: TheForm) -> Response:
    """Close it."""
    return form.give(
        lambda: api.close_screening(screening, form.body(api.DayBody), form.command()),
        lead_to=f"/screenings/{screening}",
        again=lambda filled, status: _closing(page, screening, filled, status),
    )


def _opening(page: Page, form: Filled, status: int) -> Response:
    return page.show(
        "screenings/open.html",
        status=status,
        form=form,
        programmes=[(one, page.programme(one)) for one in page.programmes],
        kinds=[(one.value, page.word(one)) for one in StageKind],
        stages=range(max(2, len(form.rows("stages")))),
        reasons=lambda name: range(len(form.rows(name)) + EMPTY_ROWS),
        days=range(len(form.rows("follow_ups")) + EMPTY_ROWS),
    )


def _without_empty_rows(form: Form) -> Form:
    """Return the form without rows of a list in which nothing but a number stands."""
    keep = {name: said for name, said in form.values.items() if said.strip()}
    words = {name.rpartition(".")[0] for name in keep if name.rpartition(".")[2] in ("code", "name", "day")}
    rows = ("code", "zh", "en", "window_days", "name", "kind", "within_days", "day")
    values = {
        name: said
        for name, said in keep.items()
        if name.rpartition(".")[2] not in rows or name.rpartition(".")[0] in words
    }
    return Form(form.page, values, form.files)


def _bringing(page: Page, screening: str, what: ScreeningList, form: Filled, status: int) -> Response:
    shown = ScreeningShown(page, slashed(screening))
    stages: Sequence[tuple[str, str]] = [(one.name, shown.named(one)) for one in shown.opened.stages]
    return page.show("screenings/bring.html", status=status, form=form, one=shown, what=what, stages=stages)


def _brought(form: Form, screening: str, what: ScreeningList) -> Response:
    said = form.body(ScreeningListForm)
    file = form.file_of("file")
    return imports_api.import_screening(
        form.command(),
        file,
        screening,
        what,
        said.on,
        said.stage,
        said.region,
        said.sheet,
        [],
    )


def _deciding(page: Page, screening: str, form: Filled, status: int, *, pays: bool = True) -> Response:
    shown = ScreeningShown(page, slashed(screening), "decide_claims" if pays else "leave_claims_unfunded")
    return page.show(
        "screenings/decide.html",
        status=status,
        form=form,
        one=shown,
        pays=pays,
        claims=shown.undecided,
        tiers=shown.payers(),
    )


def _closing(page: Page, screening: str, form: Filled | None = None, status: int = 200) -> Response:
    shown = ScreeningShown(page, slashed(screening), "close_screening")
    facts = [
        (page.heading("screening"), shown.id),
        (page.said("Screened"), f"{shown.figures.screened:,}"),
        (page.said("Served"), f"{shown.figures.served:,}"),
    ]
    back = f"/screenings/{screening}"
    return CLOSE.filled_in(on=page.today).shown(page, form, status, facts=facts, back=back)
