"""上下级资金 / Money between ledgers: sent, taken back, received, what does not match, and the rules of it."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Query
from starlette.responses import Response

from api.http.router import Router
from api.http.routers import transmissions as api
from api.http.routers.funds import LineId
from api.http.values import slashed, tilded
from api.pages.asking import Asking, Field, Subject
from api.pages.forms import Filled, Form, TheForm
from api.pages.page import Page, ThePage
from application.access.places import ANYWHERE, place_of_line, place_of_transmission
from application.transmissions.unmatched import Side, unmatched
from application.views.transmissions import TransmissionStep
from domain.funds.parts import fund_of
from domain.levels import FundKind, GovernmentLevel
from domain.transmissions.rejections import NoSuchTransmission

router = Router()

DOCUMENT = Field("text", "document", "Document number", "Year and number in full, such as 财社〔2016〕114号")
RULE = Asking(
    "Set a rule of transmissions",
    "From the first day on, money goes from here only to the levels named. An earlier rule holds until then.",
    (
        Field("day", "valid_from", "Holds from"),
        Field("area", "to_levels", "Levels that get money from here", "One a line; empty: nobody does", required=False),
        Field("text", "instead", "How the others get their money", "Such as: through the city's federation"),
        DOCUMENT,
        Field("day", "on", "Date"),
    ),
    "Record",
)
TAKE_BACK = Asking(
    "Take a transmission back",
    "All of it goes back to the lines it came from; the other ledger cannot receive it any more.",
    (DOCUMENT, Field("day", "on", "Date of the document")),
    "Take it back",
    grave=True,
)


@router.get("/transmission-rules/set")
def ask_rule(page: ThePage) -> Response:
    """The form for a rule."""
    page.query.may("set_transmission_rule", ANYWHERE)
    return RULE.filled_in(on=page.today).shown(page, back="/transmission-rules")


@router.post("/transmission-rules/set")
def set_rule(page: ThePage, form: TheForm) -> Response:
    """Record it; levels are written as people say them."""
    named = form.values.get("to_levels", "").split()
    levels = {level.zh: level.value for level in GovernmentLevel}
    body = Form(page, {name: said for name, said in form.values.items() if name != "to_levels"}, form.files)
    return form.give(
        lambda: api.set_rule(
            body.body(api.RuleBody, to_levels=[levels.get(one, one) for one in named]), form.command()
        ),
        lead_to="/transmission-rules",
        again=lambda filled, status: RULE.shown(page, filled, status, back="/transmission-rules"),
    )


@router.get("/fund-lines/{line}/transmit")
def ask_transmission(page: ThePage, line: LineId) -> Response:
    """The form for money to another ledger, out of the lines of one fund."""
    page.query.may("transmit_funds", place_of_line(slashed(line)))
    return _transmission(page, line, Filled(), 200)


@router.post("/fund-lines/{line}/transmit")
def transmit(page: ThePage, line: LineId, form: TheForm) -> Response:
    """Send it; a line without an amount gives nothing."""
    sent = form.part("parts")
    empty = [name.partition(".")[0] for name, said in sent.items() if name.endswith(".amount") and not said]
    body = form
    for index in empty:
        body = body.without(f"parts.{index}")
    return form.give(
        lambda: api.transmit(body.body(api.TransmissionBody), form.command()),
        lead_to="/transmissions",
        again=lambda filled, status: _transmission(page, line, filled, status),
    )


@router.get("/transmissions/{transmission}/take-back")
def ask_taking_back(page: ThePage, transmission: api.Transmission) -> Response:
    """The form for taking money back."""
    page.query.may("take_back_funds", place_of_transmission(slashed(transmission)))
    return TAKE_BACK.filled_in(on=page.today).shown_about(page, _about(page, transmission))


@router.post("/transmissions/{transmission}/take-back")
def take_back(page: ThePage, transmission: api.Transmission, form: TheForm) -> Response:
    """Take it back."""
    return TAKE_BACK.given_about(page, form, _about(page, transmission), api.take_back, api.TakingBackBody)


@router.get("/funds/receive")
def ask_receipt(
    page: ThePage,
    from_ledger: Annotated[str, Query(max_length=50)] = "",
    transmission: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """The form for money from another ledger; what its paper says is filled in where the sender keeps it here."""
    page.query.may_in("receive_funds", ())
    year, programme, region, _, document = (*transmission.split("/", 4), *[""] * 5)[:5]
    said = {"fiscal_year": year, "programme": programme, "from_region": region, "document": document}
    return _receipt(page, Filled({**said, "from_ledger": from_ledger} if transmission else {}), 200)


@router.post("/funds/receive")
def receive(page: ThePage, form: TheForm) -> Response:
    """Record it."""
    return form.give(
        lambda: api.receive(form.body(api.ReceiptBody), form.command()),
        lead_to="/transmissions",
        again=lambda filled, status: _receipt(page, filled, status),
    )


@router.get("/unmatched-transmissions")
def not_matched(page: ThePage) -> Response:
    """What was sent and not received, received and not sent, or differs."""
    page.query.may("unmatched_transmissions", ANYWHERE)
    desk = page.caller.services.desk
    found = unmatched(desk.log.ledger, desk.neighbours, today=desk.clock.today())
    return page.show("transmissions/unmatched.html", found=found, sender=Side.SENDER)


def _transmission(page: Page, line: str, form: Filled, status: int) -> Response:
    fund = fund_of(slashed(line))
    year, programme, _ = fund.split("/", 2)
    position = page.views.fund_position(programme=programme, fiscal_year=int(year), **page.times)
    lines = [one for one in position.lines if one.fund == fund and one.balance.available]
    return page.show(
        "transmissions/send.html", status=status, form=form, lines=lines, line=line, today=page.today.isoformat()
    )


def _receipt(page: Page, form: Filled, status: int) -> Response:
    return page.show(
        "transmissions/receive.html",
        status=status,
        form=form,
        programmes=tuple(page.programmes.items()),
        levels=tuple(GovernmentLevel),
        kinds=tuple(FundKind),
        today=page.today,
    )


def _about(page: Page, transmission: str) -> Subject:
    """Say what was sent, to whom, by which document. Raises NoSuchTransmission."""
    name = slashed(transmission)
    rows = page.views.register("transmission_step", name, **page.times)
    if not rows:
        raise NoSuchTransmission("transmission", transmission=name[:120])
    sent = cast("TransmissionStep", rows[0])
    facts = [(page.heading("counterpart"), sent.counterpart), (page.heading("document"), sent.document)]
    return Subject(tilded(name), "/transmissions", facts)
