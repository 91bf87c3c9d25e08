"""决定 / Deciding a case, explained criterion by criterion; and what becomes of a granted one afterwards."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from api.http.router import Router
from api.http.routers import cases as api
from api.http.routers.cases import CaseId
from api.pages.asking import Asking, Field, Subject
from api.pages.case_page import CaseFile, posted_on, read_case
from api.pages.fact_words import FactWords
from api.pages.forms import Filled, Form, TheForm
from api.pages.page import Page, ThePage
from domain.eligibility.events import StopReason
from domain.eligibility.state import Stage
from domain.periods import Month

router = Router()

RECHECK = Asking(
    "Check the case again",
    "The rules in force are run on the facts of today. A granted case that fails is suspended from the month after.",
    (Field("day", "on", "Date"),),
    "Check again",
)
SUSPEND = Asking(
    "Suspend payments",
    "Nothing is paid from this month on until the case has passed a check and is resumed.",
    (
        Field("choice", "reason", "Reason"),
        Field("text", "from_month", "From month", "Such as 2017-04; the first month that is not paid"),
        Field("day", "on", "Date"),
    ),
    "Suspend",
    grave=True,
)
RESUME = Asking(
    "Resume payments",
    "Only after a check that passed. Up to three months of the gap can be made up.",
    (
        Field("text", "from_month", "From month", "Such as 2017-04; the first month that is paid again"),
        Field("whole", "back_pay_months", "Months of back pay", "As many as the rules allow", otherwise="0"),
        Field("day", "on", "Date"),
    ),
    "Resume",
)
REVOKE = Asking(
    "End the entitlement for good",
    "This cannot be taken back; the person would have to apply anew.",
    (
        Field("choice", "reason", "Reason"),
        Field("text", "from_month", "From month", "Such as 2017-04; the first month that is not paid"),
        Field("day", "on", "Date"),
    ),
    "End the entitlement",
    grave=True,
)


@router.get("/cases/{case}/grant")
def ask_grant(page: ThePage, case: CaseId) -> Response:
    """What would be granted and why, and the form."""
    file = read_case(page, case, "grant_cases")
    return _decision(page, file, Filled(), 200, grants=True)


@router.post("/cases/{case}/grant")
def grant(page: ThePage, case: CaseId, form: TheForm) -> Response:
    """Grant it."""
    file = read_case(page, case)
    named: dict[str, Any] = {"programme": file.state.programme, "beneficiaries": [file.state.beneficiary]}
    return form.give(
        lambda: api.grant_cases(form.body(api.GrantsBody, **named), form.command()),
        lead_to=file.path,
        again=lambda filled, status: _decision(page, file, filled, status, grants=True),
    )


@router.get("/cases/{case}/refuse")
def ask_refusal(page: ThePage, case: CaseId) -> Response:
    """What speaks against it, and the form."""
    file = read_case(page, case, "refuse_case")
    return _decision(page, file, Filled(), 200, grants=False)


@router.post("/cases/{case}/refuse")
def refuse(page: ThePage, case: CaseId, form: TheForm) -> Response:
    """Refuse it, with every reason there is."""
    file = read_case(page, case)
    return form.give(
        lambda: api.refuse_case(case, form.body(api.RefusalBody), form.command()),
        lead_to=file.path,
        again=lambda filled, status: _decision(page, file, filled, status, grants=False),
    )


@router.get("/cases/{case}/recheck")
def ask_recheck(page: ThePage, case: CaseId) -> Response:
    """The form for a check."""
    return _asked(page, case, RECHECK, "recheck_case")


@router.post("/cases/{case}/recheck")
def recheck(page: ThePage, case: CaseId, form: TheForm) -> Response:
    """Run the rules again."""
    return _given(page, case, form, RECHECK, api.recheck_case, api.RecheckBody)


@router.get("/cases/{case}/suspend")
def ask_suspension(page: ThePage, case: CaseId) -> Response:
    """The form for a suspension."""
    return _asked(page, case, SUSPEND, "suspend_case")


@router.post("/cases/{case}/suspend")
def suspend(page: ThePage, case: CaseId, form: TheForm) -> Response:
    """Suspend."""
    return _given(page, case, form, SUSPEND, api.suspend_case, api.StopBody)


@router.get("/cases/{case}/resume")
def ask_resumption(page: ThePage, case: CaseId) -> Response:
    """The form for resuming."""
    return _asked(page, case, RESUME, "resume_case")


@router.post("/cases/{case}/resume")
def resume(page: ThePage, case: CaseId, form: TheForm) -> Response:
    """Resume."""
    return _given(page, case, form, RESUME, api.resume_case, api.ResumptionBody)


@router.get("/cases/{case}/revoke")
def ask_revocation(page: ThePage, case: CaseId) -> Response:
    """The form for ending it."""
    return _asked(page, case, REVOKE, "revoke_case")


@router.post("/cases/{case}/revoke")
def revoke(page: ThePage, case: CaseId, form: TheForm) -> Response:
    """End it."""
    return _given(page, case, form, REVOKE, api.revoke_case, api.StopBody)


def _decision(page: Page, file: CaseFile, form: Filled, status: int, *, grants: bool) -> Response:
    if file.state.stage is not Stage.APPLIED or page.is_of_the_past:
        return page.lead_to(file.path)
    return page.show(
        "cases/decide.html",
        status=status,
        file=file,
        form=form,
        grants=grants,
        facts=FactWords(page.language),
        notices=[one for one in posted_on(page, file) if one[2] or not grants],
    )


def _asked(page: Page, case: str, asking: Asking, operation: str) -> Response:
    file = read_case(page, case, operation)
    if file.state.stage not in (Stage.GRANTED, Stage.SUSPENDED) or page.is_of_the_past:
        return page.lead_to(file.path)
    return _of(page, asking).shown_about(page, _subject(page, case, file))


def _given(page: Page, case: str, form: Form, asking: Asking, route: Any, model: Any) -> Response:
    return _of(page, asking).given_about(page, form, _subject(page, case, read_case(page, case)), route, model)


def _of(page: Page, asking: Asking) -> Asking:
    """Return the form with today in it, the month after it, and the reasons there are."""
    following = Month.of(page.today).next()
    return asking.filled_in(on=page.today, from_month=following, back_pay_months=0).choosing(
        reason=[(one.value, page.word(one)) for one in StopReason]
    )


def _subject(page: Page, case: str, file: CaseFile) -> Subject:
    """Return the case, and what is told of it above its forms."""
    told = [
        (page.heading("programme"), page.programme(file.state.programme)),
        (page.heading("beneficiary"), file.state.beneficiary),
        (page.heading("stage"), page.word(file.state.stage.value)),
    ]
    if file.state.amounts:
        told.append((page.heading("amount"), page.yuan(file.state.amount)))
    return Subject(case, file.path, told)
