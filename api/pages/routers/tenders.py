"""定点机构与招标 / Designated institutions and tenders: who may serve, which lots are bought, who is awarded them."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import Response

from api.http.router import Router
from api.http.routers import tenders as api
from api.http.values import slashed, tilded
from api.pages.asking import Asking, Field
from api.pages.forms import Filled, TheForm
from api.pages.page import Page, ThePage
from api.pages.table import of_rows
from application.access.places import places_of_stream
from application.listed.contracts import DesignationListed, TenderLotListed
from application.listed.money import AgreementListed
from application.lists import AGREEMENTS, DESIGNATIONS, TENDER_LOTS
from application.queries import UnknownId
from domain.institutions.pricing import ServiceUnit

router = Router()

DESIGNATING = Asking(
    "Designate an institution",
    "Only a designated institution is awarded lots, and its service is accepted on days it is designated.",
    (
        Field("text", "institution", "Unified social credit code", "18 letters and digits"),
        Field("text", "name", "Name of the institution", "Its public name"),
        Field("choice", "programmes.0", "Programme"),
        Field("choice", "programmes.1", "A second programme", required=False),
        Field("day", "valid_from", "First day"),
        Field("day", "valid_until", "Last day"),
        Field("text", "document", "Number of the paper that says so"),
        Field("day", "on", "Date"),
    ),
    "Record",
)
WITHDRAWING = Asking(
    "Withdraw a designation",
    "From that day on the institution serves nothing any more. Service before that day is still accepted and paid.",
    (
        Field("day", "withdrawn_from", "Withdrawn from"),
        Field("area", "reason", "Reason"),
        Field("text", "document", "Number of the paper that says so"),
        Field("day", "on", "Date"),
    ),
    "Withdraw it",
    grave=True,
)
AWARDING = Asking(
    "Award a lot",
    "The award signs the agreement. The price and the amount may not pass the lot's limits.",
    (
        Field("choice", "institution", "Designated institution"),
        Field("text", "agreement_id", "Number of the agreement"),
        Field("money", "price", "Price a unit", "Leave empty where the lot's sum is prorated", required=False),
        Field("money", "ceiling", "Amount agreed", "Leave empty for the lot's own amount", required=False),
        Field("text", "document", "Number of the award notice"),
        Field("day", "on", "Signed on"),
    ),
    "Award it",
)
FAILING = Asking(
    "A lot finds nobody",
    "The lot is closed and may be put into a new tender.",
    (Field("area", "reason", "Reason"), Field("day", "on", "Date")),
    "Record",
)


@router.get("/designations/new")
def ask_designation(page: ThePage) -> Response:
    """The form for a designation."""
    page.query.may_in("designate_institution", ())
    return _designating(page, Filled(), 200)


@router.post("/designations/new")
def designate(page: ThePage, form: TheForm) -> Response:
    """Record it."""
    return form.give(
        lambda: api.designate_institution(form.body(api.DesignationBody), form.command()),
        lead_to=lambda said: f"/institutions/{said['institution']}",
        again=lambda filled, status: _designating(page, filled, status),
    )


@router.get("/institutions/{institution}")
def one_institution(page: ThePage, institution: api.Institution) -> Response:
    """An institution: what it is designated for, and its agreements."""
    found = _designations(page, institution)
    agreements = [one for one in page.views.rows(AGREEMENTS, **page.times) if one.institution == institution]
    return page.show(
        "contracts/institution.html",
        institution=found[-1],
        designations=of_rows(
            DesignationListed, found, only=["programme", "valid_from", "valid_until", "document", "reason"]
        ),
        agreements=of_rows(
            AgreementListed, agreements, only=["agreement", "programme", "ceiling", "accepted", "invoiced", "committed"]
        ),
    )


@router.get("/institutions/{institution}/withdraw")
def ask_withdrawal(page: ThePage, institution: api.Institution) -> Response:
    """The form for a withdrawal."""
    page.query.may_in("withdraw_designation", ())
    return _withdrawing(page, institution, Filled(), 200)


@router.post("/institutions/{institution}/withdraw")
def withdraw(page: ThePage, institution: api.Institution, form: TheForm) -> Response:
    """Record it."""
    return form.give(
        lambda: api.withdraw_designation(institution, form.body(api.WithdrawalBody), form.command()),
        lead_to=f"/institutions/{institution}",
        again=lambda filled, status: _withdrawing(page, institution, filled, status),
    )


@router.get("/tenders/publish")
def ask_tender(page: ThePage) -> Response:
    """The form for a tender with its lots."""
    page.query.may_in("publish_tender", ())
    return _publishing(page, Filled(), 200)


@router.post("/tenders/publish")
def publish(page: ThePage, form: TheForm) -> Response:
    """Record it."""
    return form.give(
        lambda: api.publish_tender(form.body(api.TenderBody), form.command()),
        lead_to=lambda said: f"/tenders/{tilded(str(said['tender']))}",
        again=lambda filled, status: _publishing(page, filled, status),
    )


@router.get("/tenders/{tender}")
def one_tender(page: ThePage, tender: api.Tender) -> Response:
    """A tender: its lots, who was awarded each, and what to do next."""
    return page.show("contracts/tender.html", lots=_lots(page, tender), tender=slashed(tender))


@router.get("/tenders/{tender}/lots/{lot}/award")
def ask_award(page: ThePage, tender: api.Tender, lot: api.LotNumber) -> Response:
    """The form for an award."""
    return _deciding(page, AWARDING, "award_lot", tender, lot, Filled(), 200)


@router.post("/tenders/{tender}/lots/{lot}/award")
def award(page: ThePage, tender: api.Tender, lot: api.LotNumber, form: TheForm) -> Response:
    """Record it."""
    return form.give(
        lambda: api.award_lot(tender, lot, form.body(api.AwardBody), form.command()),
        lead_to=lambda said: f"/agreements/{tilded(str(said['agreement']))}",
        again=lambda filled, status: _deciding(page, AWARDING, "award_lot", tender, lot, filled, status),
    )


@router.get("/tenders/{tender}/lots/{lot}/fail")
def ask_failure(page: ThePage, tender: api.Tender, lot: api.LotNumber) -> Response:
    """The form for a lot that finds nobody."""
    return _deciding(page, FAILING, "fail_lot", tender, lot, Filled(), 200)


@router.post("/tenders/{tender}/lots/{lot}/fail")
def fail(page: ThePage, tender: api.Tender, lot: api.LotNumber, form: TheForm) -> Response:
    """Record it."""
    return form.give(
        lambda: api.fail_lot(tender, lot, form.body(api.FailureBody), form.command()),
        lead_to=f"/tenders/{tender}",
        again=lambda filled, status: _deciding(page, FAILING, "fail_lot", tender, lot, filled, status),
    )


def _designating(page: Page, form: Filled, status: int) -> Response:
    programmes = [(one, page.programme(one)) for one in page.programmes]
    asking = DESIGNATING.filled_in(on=page.today).choosing(**{"programmes.0": programmes, "programmes.1": programmes})
    return asking.shown(page, form, status, back="/designations")


def _withdrawing(page: Page, institution: str, form: Filled, status: int) -> Response:
    one = _designations(page, institution)[-1]
    facts = [(page.heading("institution"), one.institution), (page.heading("name"), one.name)]
    asking = WITHDRAWING.filled_in(on=page.today, withdrawn_from=page.today)
    return asking.shown(page, form, status, facts=facts, back=f"/institutions/{institution}")


def _publishing(page: Page, form: Filled, status: int) -> Response:
    programmes = [(one, page.programme(one)) for one in page.programmes]
    units = [(one.value, page.word(one)) for one in ServiceUnit]
    return page.show("contracts/publish.html", status=status, form=form, programmes=programmes, units=units)


def _deciding(page: Page, asking: Asking, operation: str, tender: str, lot: str, form: Filled, status: int) -> Response:
    lots = _lots(page, tender)
    page.query.may_in(operation, places_of_stream(f"tender/{slashed(tender)}", page.caller.services.desk))
    its = next((one for one in lots if one.lot == slashed(lot)), None)
    if its is None:
        raise UnknownId(slashed(lot))
    named: Mapping[str, str] = {
        one.institution: one.name
        for one in page.views.rows(DESIGNATIONS, **page.times)
        if one.programme == its.programme
    }
    facts = [
        (page.heading("lot"), its.lot),
        (page.heading("programme"), page.programme(its.programme)),
        (page.heading("price_limit"), "—" if its.price_limit is None else page.yuan(its.price_limit)),
        (page.heading("ceiling"), page.yuan(its.ceiling)),
    ]
    shown = asking.filled_in(on=page.today).choosing(
        institution=[(code, f"{name} {code}") for code, name in named.items()]
    )
    return shown.shown(page, form, status, facts=facts, back=f"/tenders/{tender}")


def _designations(page: Page, institution: str) -> list[DesignationListed]:
    page.query.may("designations")
    found = [one for one in page.views.rows(DESIGNATIONS, **page.times) if one.institution == institution]
    if not found:
        raise UnknownId(institution)
    return found


def _lots(page: Page, tender: str) -> list[TenderLotListed]:
    page.query.may_in("tender_lots", places_of_stream(f"tender/{slashed(tender)}", page.caller.services.desk))
    return [one for one in page.views.rows(TENDER_LOTS, **page.times) if one.tender == slashed(tender)]
