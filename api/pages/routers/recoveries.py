"""追回 / Recoveries: money ordered back, coming in by instalments, given up only with a meeting's minutes."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from api.http.router import Router
from api.http.routers import recoveries as api
from api.http.values import slashed, tilded
from api.pages.asking import Asking, Field
from api.pages.forms import Filled, TheForm
from api.pages.page import Page, ThePage
from application.access.places import places_of_stream
from application.listed.money import RecoveryListed
from application.lists import RECOVERIES, Where
from application.queries import UnknownId
from application.views.recoveries import Recovery
from domain.recoveries.events import RecoveryGround

router = Router()

RECEIPT = Asking(
    "Book what came in",
    "Money that was ordered back and arrived. It goes to the very lines it was paid from.",
    (
        Field("money", "amount", "Amount"),
        Field("text", "bank_reference", "Bank reference", "It counts once"),
        Field("day", "on", "Date it arrived"),
    ),
    "Record",
)


@router.get("/recoveries/order")
def ask_order(page: ThePage, payout: Annotated[str, Query(max_length=200)] = "") -> Response:
    """The form for ordering money back."""
    page.query.may_in("order_recovery", ())
    return _order(page, Filled(values={"payout_id": payout} if payout else {}), 200)


@router.post("/recoveries/order")
def order(page: ThePage, form: TheForm) -> Response:
    """Order it."""
    return form.give(
        lambda: api.order_recovery(form.body(api.RecoveryBody), form.command()),
        lead_to=lambda said: f"/recoveries/{tilded(str(said['recovery']))}",
        again=lambda filled, status: _order(page, filled, status),
    )


@router.get("/recoveries/{recovery}")
def recovery(page: ThePage, recovery: api.Recovery) -> Response:
    """One recovery, step by step."""
    found = _found(page, recovery)
    return page.show("money/recovery.html", recovery=found, steps=_steps(page, recovery))


@router.get("/recoveries/{recovery}/receive")
def ask_receipt(page: ThePage, recovery: api.Recovery) -> Response:
    """The form for what came in."""
    _may(page, "receive_instalment", recovery)
    return RECEIPT.filled_in(on=page.today).shown(page, facts=_facts(page, recovery), back=f"/recoveries/{recovery}")


@router.post("/recoveries/{recovery}/receive")
def receive(page: ThePage, recovery: api.Recovery, form: TheForm) -> Response:
    """Book it."""
    return form.give(
        lambda: api.receive_instalment(recovery, form.body(api.ReceiptBody), form.command()),
        lead_to=f"/recoveries/{recovery}",
        again=lambda filled, status: RECEIPT.shown(
            page, filled, status, facts=_facts(page, recovery), back=f"/recoveries/{recovery}"
        ),
    )


@router.get("/recoveries/{recovery}/write-off")
def ask_write_off(page: ThePage, recovery: api.Recovery) -> Response:
    """The form for giving up, with the minutes."""
    _may(page, "write_off_recovery", recovery)
    return _write_off(page, recovery, Filled(), 200)


@router.post("/recoveries/{recovery}/write-off")
def write_off(page: ThePage, recovery: api.Recovery, form: TheForm) -> Response:
    """Give it up."""
    return form.give(
        lambda: api.write_off_recovery(recovery, form.with_minutes(api.WriteOffBody), form.command()),
        lead_to=f"/recoveries/{recovery}",
        again=lambda filled, status: _write_off(page, recovery, filled, status),
    )


def _order(page: Page, form: Filled, status: int) -> Response:
    grounds = [(one.value, page.word(one)) for one in RecoveryGround]
    return page.show("money/order.html", status=status, form=form, grounds=grounds)


def _write_off(page: Page, recovery: str, form: Filled, status: int) -> Response:
    return page.show("money/write_off.html", status=status, form=form, recovery=_found(page, recovery))


def _facts(page: Page, recovery: str) -> list[tuple[str, str]]:
    found = _found(page, recovery)
    return [
        (page.heading("payout"), found.payout),
        (page.heading("ground"), page.word(found.ground)),
        (page.heading("ordered"), page.yuan(found.ordered)),
        (page.heading("outstanding"), page.yuan(found.outstanding)),
    ]


def _found(page: Page, recovery: str) -> RecoveryListed:
    """Return the recovery as of the page's moment. Raises UnknownId, and what permissions raise."""
    _may(page, "history", recovery)
    known = _steps(page, recovery)
    person = (known[0].beneficiary or "") if known else ""
    listed = page.views.rows(RECOVERIES, where=Where(beneficiary=person), **page.times) if person else iter(())
    for one in listed:
        if one.recovery == slashed(recovery):
            return one
    raise UnknownId(slashed(recovery))


def _steps(page: Page, recovery: str) -> list[Recovery]:
    rows = page.views.register("recovery", slashed(recovery), **page.times)
    return [one for one in rows if isinstance(one, Recovery)]


def _may(page: Page, operation: str, recovery: str) -> None:
    stream = f"recovery/{slashed(recovery)}"
    page.query.may_in(operation, places_of_stream(stream, page.caller.services.desk))
