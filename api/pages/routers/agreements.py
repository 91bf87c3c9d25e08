"""协议 / Agreements with institutions: signed, service accepted, invoices received, and what is left of the ceiling."""

from __future__ import annotations

from starlette.responses import Response

from api.http.router import Router
from api.http.routers import agreements as api
from api.http.values import slashed
from api.pages.asking import Asking, Field
from api.pages.contract_page import contract_at, months_of
from api.pages.forms import Filled, TheForm
from api.pages.page import Page, ThePage
from api.pages.table import of_rows
from application.access.places import places_of_stream
from application.listed.money import AgreementListed, AgreementStepListed
from application.lists import AGREEMENT_STEPS, AGREEMENTS, Where
from application.queries import UnknownId

router = Router()

SIGNING = Asking(
    "Sign an agreement",
    "An institution serves a programme for a year, up to a ceiling. It is paid for accepted, invoiced service.",
    (
        Field("text", "agreement_id", "Number of the agreement"),
        Field("text", "institution", "Unified social credit code", "18 letters and digits"),
        Field("choice", "programme", "Programme"),
        Field("text", "fiscal_year", "Fiscal year"),
        Field("money", "ceiling", "Ceiling"),
        Field("day", "on", "Signed on"),
    ),
    "Record",
)
INVOICE = Asking(
    "Record an invoice",
    "No more than the service that was accepted; its number counts once.",
    (
        Field("text", "invoice_number", "Invoice number"),
        Field("money", "amount", "Amount"),
        Field("day", "on", "Date of the invoice"),
    ),
    "Record",
)


@router.get("/agreements/sign")
def ask_signing(page: ThePage) -> Response:
    """The form for a new agreement."""
    page.query.may_in("sign_agreement", ())
    return _signing(page, Filled(), 200)


@router.post("/agreements/sign")
def sign(page: ThePage, form: TheForm) -> Response:
    """Record it."""
    return form.give(
        lambda: api.sign_agreement(form.body(api.AgreementBody), form.command()),
        lead_to="/agreements",
        again=lambda filled, status: _signing(page, filled, status),
    )


@router.get("/agreements/{agreement}")
def agreement(page: ThePage, agreement: api.Agreement) -> Response:
    """One agreement and what was done under it."""
    found = _found(page, agreement)
    steps = page.views.rows(AGREEMENT_STEPS, where=Where(agreement=found.agreement), **page.times)
    table = of_rows(AgreementStepListed, steps, only=["change", "document", "amount", "people", "by", "on", "position"])
    state = contract_at(page, agreement)
    months = months_of(state) if state.contract else ()
    return page.show("money/agreement.html", agreement=found, table=table, contract=state.contract, months=months)


@router.get("/agreements/{agreement}/accept")
def ask_acceptance(page: ThePage, agreement: api.Agreement) -> Response:
    """The form for accepted service."""
    _may(page, "accept_service", agreement)
    return _acceptance(page, agreement, Filled(), 200)


@router.post("/agreements/{agreement}/accept")
def accept(page: ThePage, agreement: api.Agreement, form: TheForm) -> Response:
    """Record it."""
    return form.give(
        lambda: api.accept_service(agreement, form.body(api.ServicesBody), form.command()),
        lead_to=f"/agreements/{agreement}",
        again=lambda filled, status: _acceptance(page, agreement, filled, status),
    )


@router.get("/agreements/{agreement}/invoice")
def ask_invoice(page: ThePage, agreement: api.Agreement) -> Response:
    """The form for an invoice."""
    _may(page, "receive_invoice", agreement)
    back = f"/agreements/{agreement}"
    return INVOICE.filled_in(on=page.today).shown(page, facts=_facts(page, agreement), back=back)


@router.post("/agreements/{agreement}/invoice")
def invoice(page: ThePage, agreement: api.Agreement, form: TheForm) -> Response:
    """Record it."""
    return form.give(
        lambda: api.receive_invoice(agreement, form.body(api.InvoiceBody), form.command()),
        lead_to=f"/agreements/{agreement}",
        again=lambda filled, status: INVOICE.shown(
            page, filled, status, facts=_facts(page, agreement), back=f"/agreements/{agreement}"
        ),
    )


def _signing(page: Page, form: Filled, status: int) -> Response:
    programmes = [(one, page.programme(one)) for one in page.programmes]
    asking = SIGNING.filled_in(on=page.today, fiscal_year=page.today.year).choosing(programme=programmes)
    return asking.shown(page, form, status, back="/agreements")


def _acceptance(page: Page, agreement: str, form: Filled, status: int) -> Response:
    return page.show("money/accept.html", status=status, form=form, agreement=_found(page, agreement))


def _facts(page: Page, agreement: str) -> list[tuple[str, str]]:
    found = _found(page, agreement)
    return [
        (page.heading("institution"), found.institution),
        (page.heading("accepted"), page.yuan(found.accepted)),
        (page.heading("invoiced"), page.yuan(found.invoiced)),
    ]


def _found(page: Page, agreement: str) -> AgreementListed:
    """Return the agreement as of the page's moment. Raises UnknownId, and what permissions raise."""
    _may(page, "history", agreement)
    for one in page.views.rows(AGREEMENTS, **page.times):
        if one.agreement == slashed(agreement):
            return one
    raise UnknownId(slashed(agreement))


def _may(page: Page, operation: str, agreement: str) -> None:
    stream = f"agreement/{slashed(agreement)}"
    page.query.may_in(operation, places_of_stream(stream, page.caller.services.desk))
