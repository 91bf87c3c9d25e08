"""应急救助 / Emergency aid: one claim, the payout that paid it, or its end."""

from __future__ import annotations

from starlette.responses import Response

from api.http.router import Router
from api.http.routers import emergency_aid as api
from api.http.values import slashed
from api.pages.asking import Asking, Field
from api.pages.forms import TheForm
from api.pages.page import Page, ThePage
from application.access.places import Place
from application.listed.tailored import EmergencyAidListed, EmergencyAidState
from application.lists import EMERGENCY_AIDS, Where
from application.queries import UnknownId
from domain.tailored.aid import place_and_number
from domain.tailored.places import year_and_region

router = Router()

DAY = Field("day", "on", "Date")
PAY = Asking(
    "Say which payout paid it",
    "A settled payout of the same person, programme and amount. Each payout pays one claim.",
    (Field("text", "payout", "Payout"), DAY),
    "Put on record",
)
DROP = Asking(
    "Drop the claim",
    "It is not pursued; its amount is free for others.",
    (Field("area", "text", "In words, without names or numbers of people"), DAY),
    "Drop it",
    grave=True,
)


@router.get("/emergency-aids/{aid}")
def one_aid(page: ThePage, aid: api.Aid) -> Response:
    """One claim."""
    one = _claim(page, aid, "emergency_aids")
    acts = one.stage is EmergencyAidState.CLAIMED and not page.is_of_the_past
    return page.show("tailored/aid.html", one=one, acts=acts)


@router.get("/emergency-aids/{aid}/pay")
def ask_payout(page: ThePage, aid: api.Aid) -> Response:
    """The form for the payout."""
    return _ask(page, aid, "tie_emergency_aid", PAY)


@router.post("/emergency-aids/{aid}/pay")
def tie(page: ThePage, aid: api.Aid, form: TheForm) -> Response:
    """Tie it."""
    return PAY.given(
        page,
        form,
        lambda body, command: api.tie(aid, body, command),  # type: ignore[arg-type]  # of the model below
        api.PaymentBody,
        lead_to=f"/emergency-aids/{aid}",
        back=f"/emergency-aids/{aid}",
    )


@router.get("/emergency-aids/{aid}/drop")
def ask_end(page: ThePage, aid: api.Aid) -> Response:
    """The form for the end."""
    return _ask(page, aid, "drop_emergency_aid", DROP)


@router.post("/emergency-aids/{aid}/drop")
def drop(page: ThePage, aid: api.Aid, form: TheForm) -> Response:
    """Drop it."""
    return DROP.given(
        page,
        form,
        lambda body, command: api.drop(aid, body, command),  # type: ignore[arg-type]  # of the model below
        api.EndBody,
        lead_to=f"/emergency-aids/{aid}",
        back=f"/emergency-aids/{aid}",
    )


def _claim(page: Page, aid: str, operation: str) -> EmergencyAidListed:
    """Return a claim as of the page's moment. Raises NoSuchAid, UnknownId, and what permissions raise."""
    name = slashed(aid)
    year, _ = year_and_region(place_and_number(name)[0])
    rows = page.views.rows(EMERGENCY_AIDS, where=Where(year=year), **page.times)
    found = next((row for row in rows if row.aid == name), None)
    if found is None:
        raise UnknownId(f"emergency_aid/{name}")
    page.query.may(operation, Place(found.region, found.programme))
    return found


def _ask(page: Page, aid: str, operation: str, asking: Asking) -> Response:
    one = _claim(page, aid, operation)
    facts = [(page.heading("aid"), one.aid), (page.heading("amount"), page.yuan(one.amount))]
    return asking.filled_in(on=page.today).shown(page, facts=facts, back=f"/emergency-aids/{aid}")
