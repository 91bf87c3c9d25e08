"""合同履行 / A contract's months: the staff list, service records brought or typed in, deductions."""

from __future__ import annotations

from pydantic import Field as Said
from starlette.responses import Response

from api.http.body import Body
from api.http.router import Router
from api.http.routers import contracts as api
from api.http.routers import imports as imports_api
from api.http.routers.agreements import Agreement
from api.http.values import Day, MonthText, Reference, slashed
from api.pages.asking import Asking, Field
from api.pages.contract_page import contract_at
from api.pages.forms import Filled, Form, TheForm
from api.pages.page import Page, ThePage
from application.access.places import ANYWHERE, places_of_contract
from application.exports import MEDIA_TYPES, ExportFormat
from domain.institutions.contracts import contract_of

router = Router()

STAFFING = Asking(
    "Record the staff list of a month",
    "Hours are accepted only up to staff × working days × hours a day. Recorded again, the last one counts.",
    (
        Field("text", "month", "Month", "Such as 2022-03"),
        Field("whole", "staff", "People on the staff list"),
        Field("whole", "working_days", "Days worked in the month"),
        Field("whole", "hours_a_day", "Hours a day", otherwise="8"),
        Field("text", "document", "Number of the staff list"),
        Field("day", "on", "Date"),
    ),
    "Record",
)
DEDUCTION = Asking(
    "Deduct from accepted service",
    "Less is paid of a month's service that is on no batch yet: of one person's, or of everybody's in proportion.",
    (
        Field("text", "month", "Month", "Such as 2022-03"),
        Field("money", "amount", "Amount"),
        Field("text", "beneficiary", "Beneficiary", "Left empty, everybody's in proportion", required=False),
        Field("area", "reason", "Reason"),
        Field("text", "document", "Number of the notice to the institution"),
        Field("day", "on", "Date"),
    ),
    "Deduct it",
    grave=True,
)


class RecordsForm(Body):
    """What a list of service records is brought with, beside the file."""

    month: MonthText
    acceptance_sheet: Reference
    on: Day
    sheet: str = Said(default="", max_length=100)


@router.get("/agreements/{agreement}/staffing")
def ask_staffing(page: ThePage, agreement: Agreement) -> Response:
    """The form for a month's staff list."""
    return _asked(page, STAFFING, "record_staffing", agreement, Filled(), 200)


@router.post("/agreements/{agreement}/staffing")
def staffing(page: ThePage, agreement: Agreement, form: TheForm) -> Response:
    """Record it."""
    return form.give(
        lambda: api.record_staffing(agreement, form.body(api.StaffingBody), form.command()),
        lead_to=f"/agreements/{agreement}",
        again=lambda filled, status: _asked(page, STAFFING, "record_staffing", agreement, filled, status),
    )


@router.get("/agreements/{agreement}/deduct")
def ask_deduction(page: ThePage, agreement: Agreement) -> Response:
    """The form for a deduction."""
    return _asked(page, DEDUCTION, "deduct_amount", agreement, Filled(), 200)


@router.post("/agreements/{agreement}/deduct")
def deduct(page: ThePage, agreement: Agreement, form: TheForm) -> Response:
    """Record it."""
    return form.give(
        lambda: api.deduct_amount(agreement, form.body(api.DeductionBody), form.command()),
        lead_to=f"/agreements/{agreement}",
        again=lambda filled, status: _asked(page, DEDUCTION, "deduct_amount", agreement, filled, status),
    )


@router.get("/agreements/{agreement}/records")
def ask_records(page: ThePage, agreement: Agreement) -> Response:
    """The form for a month's list of records."""
    return _list(page, agreement, Filled(), 200)


@router.post("/agreements/{agreement}/records")
def bring_records(page: ThePage, agreement: Agreement, form: TheForm) -> Response:
    """Bring the list; a job reads and checks it, and accepts all of it or nothing."""
    return form.give(
        lambda: _brought(agreement, form),
        lead_to=lambda said: f"/jobs/{said['id']}",
        again=lambda filled, status: _list(page, agreement, filled, status),
    )


@router.get("/agreements/{agreement}/month")
def ask_month(page: ThePage, agreement: Agreement) -> Response:
    """The form for a few records, typed in."""
    return _month(page, agreement, Filled(), 200)


@router.post("/agreements/{agreement}/month")
def accept_month(page: ThePage, agreement: Agreement, form: TheForm) -> Response:
    """Accept them."""
    return form.give(
        lambda: api.accept_service_month(agreement, form.body(api.ServiceMonthBody), form.command()),
        lead_to=f"/agreements/{agreement}",
        again=lambda filled, status: _month(page, agreement, filled, status),
    )


@router.get("/service-records/list-form.xlsx")
def empty_list(page: ThePage) -> Response:
    """An empty list to fill in."""
    page.query.may("service_import", ANYWHERE)
    headers = {"Content-Disposition": 'attachment; filename="service-records.xlsx"'}
    content = page.caller.services.lists.services_template()
    return Response(content, media_type=MEDIA_TYPES[ExportFormat.XLSX], headers=headers)


def _brought(agreement: str, form: Form) -> Response:
    body = form.body(RecordsForm)
    file = form.file_of("file")
    return imports_api.import_services(
        form.command(),
        file,
        slashed(agreement),
        body.month,
        body.acceptance_sheet,
        body.on,
        body.sheet,
        [],
    )


def _asked(page: Page, asking: Asking, operation: str, agreement: str, form: Filled, status: int) -> Response:
    return asking.filled_in(on=page.today).shown(
        page, form, status, facts=_facts(page, agreement, operation), back=f"/agreements/{agreement}"
    )


def _list(page: Page, agreement: str, form: Filled, status: int) -> Response:
    facts = _facts(page, agreement, "service_import")
    return page.show("contracts/records.html", status=status, form=form, agreement=slashed(agreement), facts=facts)


def _month(page: Page, agreement: str, form: Filled, status: int) -> Response:
    facts = _facts(page, agreement, "accept_service_month")
    unit = contract_of(contract_at(page, agreement))[1].unit
    return page.show(
        "contracts/month.html", status=status, form=form, agreement=slashed(agreement), facts=facts, unit=unit
    )


def _facts(page: Page, agreement: str, operation: str) -> list[tuple[str, str]]:
    """Return what a form tells of the contract. Raises NotAContract, and what permissions raise."""
    page.query.may_in(operation, places_of_contract(slashed(agreement), page.caller.services.desk))
    terms, contract = contract_of(contract_at(page, agreement))
    price = "—" if contract.price is None else page.yuan(contract.price)
    return [
        (page.heading("agreement"), slashed(agreement)),
        (page.heading("institution"), terms.institution),
        (page.heading("agreed_price"), price),
        (page.heading("service_unit"), page.word(contract.unit)),
    ]
