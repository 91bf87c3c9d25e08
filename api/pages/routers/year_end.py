"""年终与收入 / The year's end, trial balances, and revenue, which has two ways only: in, and to the treasury."""

from __future__ import annotations

from starlette.responses import Response

from api.http.router import Router
from api.http.routers import revenue as revenue_api
from api.http.routers import year_end as api
from api.pages.asking import Asking, Field
from api.pages.forms import Filled, TheForm
from api.pages.page import Page, ThePage
from domain.revenue.events import RevenueKind

router = Router()

CLOSING = Asking(
    "Close a year",
    "What is left over at most two years is carried over to the next year; older money goes to the treasury. "
    "A closed year is never opened again.",
    (
        Field("choice", "programme", "Programme"),
        Field("text", "fiscal_year", "Fiscal year"),
        Field("text", "region", "Region code", "6 or 12 digits"),
        Field("day", "on", "Date of closing"),
    ),
    "Close the year",
    grave=True,
)
_REVENUE = (
    Field("text", "fiscal_year", "Fiscal year"),
    Field("choice", "kind", "Kind of revenue"),
    Field("money", "amount", "Amount"),
    Field("text", "voucher", "Voucher", "Its number counts once"),
    Field("day", "on", "Date"),
)
COLLECTION = Asking(
    "Record revenue",
    "Revenue belongs to the treasury. It is never spent here; money to spend arrives by a document.",
    _REVENUE,
    "Record",
)
REMITTANCE = Asking("Remit to the treasury", "What was collected goes to the treasury.", _REVENUE, "Record")


@router.get("/funds/close-year")
def ask_closing(page: ThePage) -> Response:
    """The form for closing a year."""
    page.query.may_in("close_year", ())
    return _closing(page, Filled(), 200)


@router.post("/funds/close-year")
def close(page: ThePage, form: TheForm) -> Response:
    """Close it."""
    return form.give(
        lambda: api.close_year(form.body(api.YearEndBody), form.command()),
        lead_to=f"/funds?year={form.values.get('fiscal_year', '')}",
        again=lambda filled, status: _closing(page, filled, status),
    )


@router.get("/revenue/collect")
def ask_collection(page: ThePage) -> Response:
    """The form for revenue that came in."""
    page.query.may_in("collect_revenue", ())
    return _revenue(page, COLLECTION, Filled(), 200)


@router.post("/revenue/collect")
def collect(page: ThePage, form: TheForm) -> Response:
    """Record it."""
    return form.give(
        lambda: revenue_api.collect_revenue(form.body(revenue_api.RevenueBody), form.command()),
        lead_to="/revenue-accounts",
        again=lambda filled, status: _revenue(page, COLLECTION, filled, status),
    )


@router.get("/revenue/remit")
def ask_remittance(page: ThePage) -> Response:
    """The form for what goes to the treasury."""
    page.query.may_in("remit_revenue", ())
    return _revenue(page, REMITTANCE, Filled(), 200)


@router.post("/revenue/remit")
def remit(page: ThePage, form: TheForm) -> Response:
    """Record it."""
    return form.give(
        lambda: revenue_api.remit_revenue(form.body(revenue_api.RevenueBody), form.command()),
        lead_to="/revenue-accounts",
        again=lambda filled, status: _revenue(page, REMITTANCE, filled, status),
    )


def _closing(page: Page, form: Filled, status: int) -> Response:
    programmes = [(one, page.programme(one)) for one in page.programmes]
    asking = CLOSING.filled_in(on=page.today, fiscal_year=page.today.year - 1).choosing(programme=programmes)
    return asking.shown(page, form, status, back="/funds")


def _revenue(page: Page, asking: Asking, form: Filled, status: int) -> Response:
    kinds = [(one.value, page.word(one)) for one in RevenueKind]
    asking = asking.filled_in(on=page.today, fiscal_year=page.today.year).choosing(kind=kinds)
    return asking.shown(page, form, status, back="/revenue-accounts")
