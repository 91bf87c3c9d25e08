"""量服档案 / A service file: the steps that are done, and the next one."""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import Response

from api.http.router import Router
from api.http.routers import emergency_aid as aid_api
from api.http.routers import service_files as api
from api.http.values import slashed, tilded
from api.pages.asking import Asking, Field
from api.pages.forms import Filled, Form, TheForm
from api.pages.page import Page, ThePage
from api.pages.service_file_forms import (
    AID,
    APPROVE,
    DAY,
    SURVEY,
    Asks,
    ask_for_paper,
    ask_for_plan,
    ask_for_reason,
    ask_for_service,
    ask_for_visit,
)
from api.pages.service_file_page import ServiceFileShown
from api.pages.signed_pages import (
    SIGNED,
    has_page,
    page_of,
    services_of,
    signature_of,
    signers,
    without,
)
from application.access.places import ANYWHERE
from domain.tailored.events import ServiceKind

router = Router()


@router.get("/service-files/survey")
def ask_survey(page: ThePage) -> Response:
    """The form for a survey."""
    return _surveying(page, Filled(), 200)


@router.post("/service-files/survey")
def record_survey(page: ThePage, form: TheForm) -> Response:
    """Record it."""
    year = form.values.get("on", "")[:4]
    person = form.values.get("beneficiary", "").strip()

    def carry_out() -> Response:
        needs = [name.partition(".")[2] for name in form.values if name.startswith("needs.")]
        survey = {"beneficiary": person, "needs": needs, "signature": signature_of(form), "on": form.values.get("on")}
        empty = without(form, "on", "beneficiary", groups=("needs",))
        return api.record_surveys(
            empty.body(api.SurveysBody, year=int(year) if year.isdigit() else None, surveys=[survey]), form.command()
        )

    return form.give(
        carry_out,
        lead_to=f"/service-files/{year}~{person}",
        again=lambda filled, status: _surveying(page, _one_survey(filled), status),
    )


@router.get("/service-files/{file}")
def one_file(page: ThePage, file: api.ServiceFile) -> Response:
    """A service file, step by step."""
    return page.show("tailored/file.html", one=ServiceFileShown(page, slashed(file)))


@router.get("/service-files/{file}/plan")
def ask_plan(page: ThePage, file: api.ServiceFile) -> Response:
    """The form for a plan."""
    return _shown(page, file, "plan_service", ask_for_plan)


@router.post("/service-files/{file}/plan")
def plan(page: ThePage, file: api.ServiceFile, form: TheForm) -> Response:
    """Plan."""

    def carry_out() -> Response:
        rest = without(form, groups=("services",))
        body = rest.body(api.PlanBody, services=services_of(form, "services"), signature=signature_of(form))
        return api.plan_service(file, body, form.command())

    return _given(page, file, form, "plan_service", ask_for_plan, carry_out)


@router.get("/service-files/{file}/approve")
def ask_approval(page: ThePage, file: api.ServiceFile) -> Response:
    """The form for the township's approval."""
    return _shown(page, file, "approve_service_plan", lambda _: APPROVE)


@router.post("/service-files/{file}/approve")
def approve(page: ThePage, file: api.ServiceFile, form: TheForm) -> Response:
    """Approve."""
    return _given(
        page,
        file,
        form,
        "approve_service_plan",
        lambda _: APPROVE,
        lambda: api.approve_plan(file, form.body(api.ApprovalBody), form.command()),
    )


@router.get("/service-files/{file}/reason")
def ask_reason(page: ThePage, file: api.ServiceFile) -> Response:
    """The form for why there is no plan."""
    return _shown(page, file, "leave_unplanned", ask_for_reason)


@router.post("/service-files/{file}/reason")
def leave_unplanned(page: ThePage, file: api.ServiceFile, form: TheForm) -> Response:
    """Put the reason on record."""
    return _given(
        page,
        file,
        form,
        "leave_unplanned",
        ask_for_reason,
        lambda: api.leave_unplanned(file, form.body(api.ReasonBody), form.command()),
    )


@router.get("/service-files/{file}/service")
def ask_service(page: ThePage, file: api.ServiceFile) -> Response:
    """The form for a service."""
    return _shown(page, file, "record_services", ask_for_service)


@router.post("/service-files/{file}/service")
def record_service(page: ThePage, file: api.ServiceFile, form: TheForm) -> Response:
    """Record it."""

    def carry_out() -> Response:
        year, _, person = slashed(file).partition("/")
        given = without(form).body(api.GivenBody, beneficiary=person, signature=signature_of(form))
        return api.record_services(api.GivensBody(year=int(year), services=[given]), form.command())

    return _given(page, file, form, "record_services", ask_for_service, carry_out)


@router.get("/service-files/{file}/visit")
def ask_visit(page: ThePage, file: api.ServiceFile) -> Response:
    """The form for the follow-up."""
    return _shown(page, file, "record_follow_up", ask_for_visit)


@router.post("/service-files/{file}/visit")
def record_visit(page: ThePage, file: api.ServiceFile, form: TheForm) -> Response:
    """Record it."""

    def carry_out() -> Response:
        rest, signature = without(form, groups=("received",)), signature_of(form) if has_page(form) else None
        body = rest.body(api.FollowUpBody, received=services_of(form, "received"), signature=signature)
        return api.record_follow_up(file, body, form.command())

    return _given(page, file, form, "record_follow_up", ask_for_visit, carry_out)


@router.get("/service-files/{file}/paper")
def ask_paper(page: ThePage, file: api.ServiceFile) -> Response:
    """The form for a look into the paper file."""
    return _shown(page, file, "compare_paper", ask_for_paper)


@router.post("/service-files/{file}/paper")
def compare_paper(page: ThePage, file: api.ServiceFile, form: TheForm) -> Response:
    """Compare."""

    def carry_out() -> Response:
        found = page_of(form) if has_page(form) else None
        return api.compare_paper(file, form.body(api.PaperBody, found_sha256=found), form.command())

    return _given(page, file, form, "compare_paper", ask_for_paper, carry_out)


@router.get("/service-files/{file}/aid")
def ask_aid(page: ThePage, file: api.ServiceFile) -> Response:
    """The form for emergency aid."""
    return _shown(page, file, "claim_emergency_aid", lambda _: AID)


@router.post("/service-files/{file}/aid")
def claim_aid(page: ThePage, file: api.ServiceFile, form: TheForm) -> Response:
    """Claim it."""

    def carry_out() -> Response:
        body = form.body(aid_api.AidBody, file=slashed(file), page_sha256=page_of(form))
        return aid_api.claim(body, form.command())

    return _given(
        page,
        file,
        form,
        "claim_emergency_aid",
        lambda _: AID,
        carry_out,
        lambda said: f"/emergency-aids/{tilded(said['aid'])}",
    )


def _surveying(page: Page, form: Filled, status: int) -> Response:
    page.query.may("record_surveys", ANYWHERE)
    kinds = tuple(Field("tick", f"needs.{kind.value}", page.word(kind), required=False) for kind in ServiceKind)
    asking = Asking(SURVEY.title, SURVEY.intro, (*SURVEY.fields, *kinds, *SIGNED, DAY), SURVEY.button)
    asking = asking.filled_in(on=page.today, signed_on=page.today).choosing(signer=signers(page))
    return asking.shown(page, form, status, back="/service-files")


def _one_survey(filled: Filled) -> Filled:
    """Return the form with what is wrong with its one survey beside the fields."""
    errors = {
        name.removeprefix("surveys.0.").removeprefix("signature.").replace("page_sha256", "page"): said
        for name, said in filled.errors.items()
    }
    return Filled(filled.values, errors, filled.sentence, filled.would_record)


def _shown(
    page: Page, file: str, operation: str, asks: Asks, form: Filled | None = None, status: int = 200
) -> Response:
    one = ServiceFileShown(page, slashed(file), operation)
    asking = asks(one).filled_in(on=page.today, signed_on=page.today)
    if any(field.name == "signer" for field in asking.fields):
        asking = asking.choosing(signer=signers(page))
    return asking.shown(page, form, status, facts=one.facts, back=f"/service-files/{file}")


def _given(
    page: Page,
    file: str,
    form: Form,
    operation: str,
    asks: Asks,
    carry_out: Callable[[], Response],
    lead_to: Callable[[dict[str, str]], str] | None = None,
) -> Response:
    def again(filled: Filled, status: int) -> Response:
        errors = {
            name.removeprefix("services.0.").removeprefix("signature.").replace("page_sha256", "page"): said
            for name, said in filled.errors.items()
        }
        told = Filled(filled.values, errors, filled.sentence, filled.would_record)
        return _shown(page, file, operation, asks, told, status)

    return form.give(carry_out, lead_to=lead_to or f"/service-files/{file}", again=again)  # type: ignore[arg-type]  # a mapping is given
