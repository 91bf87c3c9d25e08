"""收费 / Fees: the list of charges, its prices, and what is collected by it for the treasury."""

from __future__ import annotations

from starlette.responses import Response

from api.http.router import Router
from api.http.routers import charges as api
from api.http.values import slashed, tilded
from api.pages.forms import Filled, TheForm
from api.pages.levy_forms import CHARGING, COLLECTING
from api.pages.page import Page, ThePage
from application.listed.levies import ChargeListed
from application.lists import CHARGES
from application.queries import UnknownId

router = Router()


@router.get("/charges/set")
def ask_charge(page: ThePage) -> Response:
    """The form for a charge or a later price."""
    page.query.may("set_charge")
    return _charging(page, Filled(), 200)


@router.post("/charges/set")
def set_charge(page: ThePage, form: TheForm) -> Response:
    """Put it on the list."""
    return form.give(
        lambda: api.set_charge(form.body(api.ChargeBody), form.command()),
        lead_to=lambda said: f"/charges/{tilded(str(said['charge']))}",
        again=lambda filled, status: _charging(page, filled, status),
    )


@router.get("/charges/{charge}")
def one_charge(page: ThePage, charge: api.ChargeId) -> Response:
    """A charge: its prices, and the way to collect by it."""
    page.query.may("charges")
    return page.show("levies/charge.html", prices=_prices(page, slashed(charge)), here=f"/charges/{charge}")


@router.get("/charges/{charge}/collect")
def ask_fee(page: ThePage, charge: api.ChargeId) -> Response:
    """The form for a fee."""
    page.query.may("collect_fee")
    return _collecting(page, slashed(charge), Filled(), 200)


@router.post("/charges/{charge}/collect")
def collect(page: ThePage, charge: api.ChargeId, form: TheForm) -> Response:
    """Record it."""
    return form.give(
        lambda: api.collect_fee(charge, form.body(api.FeeBody), form.command()),
        lead_to=f"/charges/{charge}",
        again=lambda filled, status: _collecting(page, slashed(charge), filled, status),
    )


def _prices(page: Page, charge: str) -> list[ChargeListed]:
    """Return the prices a charge ever had, the newest first. Raises UnknownId."""
    found = [row for row in page.views.rows(CHARGES, **page.times) if row.charge == charge]
    if not found:
        raise UnknownId(f"charge/{charge}")
    return found[::-1]


def _charging(page: Page, filled: Filled, status: int) -> Response:
    return CHARGING.filled_in(on=page.today, valid_from=page.today).shown(page, filled, status, back="/charges")


def _collecting(page: Page, charge: str, filled: Filled, status: int) -> Response:
    newest = _prices(page, charge)[0]
    facts = [
        (page.heading("charge"), newest.name),
        (page.heading("price"), f"{page.yuan(newest.price)} / {newest.charged_unit}"),
    ]
    asking = COLLECTING.filled_in(on=page.today)
    return asking.shown(page, filled, status, facts=facts, back=f"/charges/{tilded(charge)}")
