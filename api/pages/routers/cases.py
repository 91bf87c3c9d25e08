"""个案 / A case: its steps, its criteria one by one; applying, and reviewing criterion by criterion."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from api.http.router import Router
from api.http.routers import cases as api
from api.http.routers.cases import CaseId
from api.http.values import slashed, tilded
from api.pages import life_words
from api.pages.asking import Asking, Field
from api.pages.case_page import CaseFile, may_there, posted_on, read_case
from api.pages.fact_words import FactWords
from api.pages.forms import Filled, Form, TheForm
from api.pages.page import Page, ThePage
from application.access.places import ANYWHERE
from application.lists import PROGRAMMES
from application.replay.life import life
from domain.eligibility.state import Stage
from domain.levels import GovernmentLevel

router = Router()

APPLICATION = Asking(
    "Apply for a subsidy",
    "The registered facts of each person go with the application. Pay counts from the month of application.",
    (
        Field("choice", "programme", "Programme"),
        Field("area", "beneficiaries", "Who applies", "Ids of person files, one a line"),
        Field("text", "area", "Area that pays", "Region code of the county; everybody on the list lives inside it"),
        Field("day", "on", "Date of application"),
    ),
    "Take the application",
)


@router.get("/cases/apply")
def ask_application(
    page: ThePage,
    programme: Annotated[str, Query(max_length=60)] = "",
    beneficiary: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """The form for applications."""
    page.query.may("apply_for_cases", ANYWHERE)
    return _application(page, Filled(), 200, programme=programme, beneficiaries=beneficiary)


@router.post("/cases/apply")
def apply(page: ThePage, form: TheForm) -> Response:
    """Take them; of one person it leads to the case, of several to the list."""

    def next_page(_said: object) -> str:
        people = form.values.get("beneficiaries", "").split()
        programme = form.values.get("programme", "")
        return f"/cases/{programme}~{tilded(people[0])}" if len(people) == 1 else f"/cases?programme={programme}"

    return form.give(
        lambda: api.apply_for_cases(form.body(api.ApplicationsBody), form.command()),
        lead_to=next_page,
        again=lambda filled, status: _application(page, filled, status),
    )


@router.get("/cases/{case}")
def one_case(page: ThePage, case: CaseId) -> Response:
    """The case."""
    file = read_case(page, case)
    desk, moment = page.caller.services.desk, page.moment
    found = life(
        f"case/{slashed(case)}",
        desk=desk,
        as_of=moment.position,
        effective=moment.effective,
        refusals=page.may("refusals"),
        limit=1000,
    )
    return page.show(
        "cases/case.html",
        file=file,
        facts=FactWords(page.language),
        life=life_words,
        steps=found.steps,
        deeds=_deeds(page, file),
        notices=posted_on(page, file),
        papers=file.papers,
    )


@router.get("/cases/{case}/review")
def ask_review(page: ThePage, case: CaseId) -> Response:
    """The criteria to tick, and the form."""
    file = read_case(page, case)
    if file.level_due is None or page.is_of_the_past:
        return page.lead_to(file.path)
    read_case(page, case, _reviewing(file.level_due))
    return _review(page, file, Filled(), 200)


@router.post("/cases/{case}/review")
def review(page: ThePage, case: CaseId, form: TheForm) -> Response:
    """Record the review: in favour only when every criterion was ticked."""
    file = read_case(page, case)
    missing = _not_ticked(page, file, form)
    if missing is not None:
        return _review(page, file, missing, 422)
    return form.give(
        lambda: api.review_cases(_reviewed(file, form), form.command()),
        lead_to=file.path,
        again=lambda filled, status: _review(page, file, filled, status),
    )


def _deeds(page: Page, file: CaseFile) -> list[str]:
    """Return what the caller may do to the case as it stands, the likeliest first."""
    stage = file.state.stage

    def may(operation: str) -> bool:
        return may_there(page, operation, file)

    found = []
    if file.level_due is not None and may(_reviewing(file.level_due)):
        found.append("review")
    if file.is_reviewed and may("grant_cases"):
        found.append("grant")
    if stage is Stage.APPLIED and may("refuse_case"):
        found.append("refuse")
    if stage in (Stage.GRANTED, Stage.SUSPENDED) and may("recheck_case"):
        found.append("recheck")
    if stage is Stage.SUSPENDED and may("resume_case"):
        found.append("resume")
    if stage is Stage.GRANTED and may("suspend_case"):
        found.append("suspend")
    if stage in (Stage.GRANTED, Stage.SUSPENDED) and may("revoke_case"):
        found.append("revoke")
    return found


def _reviewing(level: GovernmentLevel) -> str:
    return "review_cases_at_township" if level is GovernmentLevel.TOWNSHIP else "review_cases"


def _application(page: Page, form: Filled, status: int, **begun: str) -> Response:
    programmes = [
        (one.programme, one.name_zh if page.language == "zh" else one.name_en)
        for one in page.views.rows(PROGRAMMES)
        if one.policy_version is not None
    ]
    asking = APPLICATION.filled_in(on=page.today, area=_area(page), **begun).choosing(programme=programmes)
    return asking.shown(page, form, status, back="/cases")


def _area(page: Page) -> str:
    """Return the county of whoever fills it in, where their role names a place."""
    regions = {held.region[:6] for held in page.caller.account.roles if held.region}
    return regions.pop() if len(regions) == 1 else ""


def _review(page: Page, file: CaseFile, form: Filled, status: int) -> Response:
    return page.show("cases/review.html", status=status, file=file, form=form, facts=FactWords(page.language))


def _not_ticked(page: Page, file: CaseFile, form: Form) -> Filled | None:
    """Return the form with what is wrong: a criterion nobody ticked though the review is in favour; else None."""
    if form.values.get("favourable") != "true":
        return None
    missing = [one for one in file.criteria if not one.group and not form.values.get(f"tick.{one.number}")]
    for group in {one.group for one in file.criteria if one.group}:
        some = [one for one in file.criteria if one.group == group]
        if not any(form.values.get(f"tick.{one.number}") for one in some):
            missing.append(some[0])
    if not missing:
        return None
    said = page.said("Tick it if it is fulfilled; if it is not, the review cannot be in favour.")
    whole = page.said("Not every criterion is ticked.")
    filled = Filled(values=form.values, errors={f"tick.{one.number}": said for one in missing}, sentence=whole)
    return replace(filled, command_id=form.command_id or filled.command_id)


def _reviewed(file: CaseFile, form: Form) -> api.ReviewsBody:
    """Return the review as the API takes it; what was ticked stands at the end of the opinion, by its articles."""
    ticked = [one.article for one in file.criteria if form.values.get(f"tick.{one.number}")]
    opinion = form.values.get("opinion", "").strip()
    if opinion and ticked:
        opinion = f"{opinion}（逐条核对：{'、'.join(dict.fromkeys(ticked))}）"
    return api.ReviewsBody.model_validate(
        {
            "programme": file.state.programme,
            "beneficiaries": [file.state.beneficiary],
            "level": form.values.get("level", ""),
            "favourable": form.values.get("favourable") == "true",
            "opinion": opinion,
            "on": form.values.get("on", ""),
        }
    )
