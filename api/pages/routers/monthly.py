"""按月发放 / Pay by the month: what is due, whose certificate expires, what registers report, what was overpaid."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from pydantic import Field
from starlette.responses import Response

from api.http.body import Body
from api.http.router import Router
from api.http.routers import imports as imports_api
from api.http.routers import monthly as api
from api.http.values import Day, RegionText
from api.pages.forms import Filled, Form, TheForm
from api.pages.page import Page, ThePage
from application.access.places import ANYWHERE, Place
from application.exports import MEDIA_TYPES, ExportFormat
from application.lists import PROGRAMMES
from application.monthly.due import periods_due
from application.monthly.expiring import expiring
from application.monthly.overpaid import overpaid
from domain.money import total
from domain.periods import Month
from domain.programmes.rejections import NoPolicyInForce
from domain.regions import NotARegionCode, RegionCode

router = Router()

OfProgramme = Annotated[str, Query(max_length=60)]
InRegion = Annotated[str, Query(max_length=12)]


class SignalListForm(Body):
    """What a list of signals is brought with, beside the file."""

    on: Day
    region: RegionText | None = None
    sheet: str = Field(default="", max_length=100)


@router.get("/monthly")
def months(page: ThePage, programme: OfProgramme = "", region: InRegion = "") -> Response:
    """The months of a programme, or the question which."""
    return _months(page, programme, region, Filled(), 200)


@router.post("/monthly/reminders")
def remind(page: ThePage, form: TheForm) -> Response:
    """Keep that the people ticked were told."""
    programme, region = form.values.get("programme", ""), form.values.get("region", "")
    ticked = [name.removeprefix("told.") for name in form.values if name.startswith("told.")]
    return form.give(
        lambda: api.remind_certificates(
            api.RemindersBody.model_validate(
                {"programme": programme, "beneficiaries": ticked, "on": form.values.get("told_on", "")}
            ),
            form.command(),
        ),
        lead_to=_path(programme, region),
        again=lambda filled, status: _months(page, programme, region, filled, status),
    )


@router.post("/monthly/order-back")
def order_back(page: ThePage, form: TheForm) -> Response:
    """Order back what was overpaid."""
    programme, region = form.values.get("programme", ""), form.values.get("region", "")
    return form.give(
        lambda: api.order_overpaid(form.body(api.OverpaidBody), form.command()),
        lead_to="/recoveries",
        again=lambda filled, status: _months(page, programme, region, filled, status),
    )


@router.get("/monthly/signals")
def ask_signals(page: ThePage) -> Response:
    """The form for a list of what registers report."""
    page.query.may("signal_import", ANYWHERE)
    return _signals(page, Filled(), 200)


@router.post("/monthly/signals")
def bring_signals(page: ThePage, form: TheForm) -> Response:
    """Bring the list; a job reads and checks it."""
    return form.give(
        lambda: _brought(form),
        lead_to=lambda said: f"/jobs/{said['id']}",
        again=lambda filled, status: _signals(page, filled, status),
    )


@router.get("/monthly/signals-form.xlsx")
def empty_list(page: ThePage) -> Response:
    """An empty list to fill in."""
    page.query.may("signal_import", ANYWHERE)
    headers = {"Content-Disposition": 'attachment; filename="signals.xlsx"'}
    content = page.caller.services.lists.signals_template()
    return Response(content, media_type=MEDIA_TYPES[ExportFormat.XLSX], headers=headers)


def _months(page: Page, programme: str, region: str, form: Filled, status: int) -> Response:
    page.query.may("expiring_certificates", ANYWHERE)
    desk, position, day = page.caller.services.desk, page.moment.position, page.moment.effective or page.today
    named = [(one.programme, page.programme(one.programme)) for one in page.views.rows(PROGRAMMES, **page.times)]
    place, wrong = ANYWHERE, ""
    try:
        place = Place(str(RegionCode.parse(region)), programme)
    except NotARegionCode as refusal:
        wrong = refusal.sentence(page.language) if region else ""
    known = place != ANYWHERE and programme in {name for name, _ in named}
    found: dict[str, object] = {"due": (), "expiring": (), "overpaid": ()}
    if known:
        page.query.may("expiring_certificates", place)
        found["expiring"] = expiring(programme, region, on=day, desk=desk, as_of=position)
        if page.may("overpaid"):
            page.query.may("overpaid", place)
            rows = overpaid(programme, region, desk=desk, as_of=position)
            found |= {"overpaid": rows, "overpaid_total": total(row.amount for row in rows)}
            try:
                found["due"] = periods_due(programme, region, Month.of(day), on=day, desk=desk, as_of=position)
            except NoPolicyInForce as refusal:
                wrong = refusal.sentence(page.language)
    return page.show(
        "monthly/months.html",
        status=status,
        form=form,
        programmes=named,
        programme=programme,
        region=region or _region(page),
        known=known,
        wrong=wrong,
        **found,
    )


def _signals(page: Page, form: Filled, status: int) -> Response:
    return page.show("monthly/signals.html", status=status, form=form, region=_region(page))


def _brought(form: Form) -> Response:
    body = form.body(SignalListForm)
    file = form.file_of("file")
    return imports_api.import_signals(
        form.command(),
        file,
        body.on,
        body.region,
        body.sheet,
        [],
    )


def _region(page: Page) -> str:
    """Return the county of whoever asks, where their roles name one."""
    regions = {held.region for held in page.caller.account.roles if held.region}
    return regions.pop() if len(regions) == 1 else ""


def _path(programme: str, region: str) -> str:
    return f"/monthly?programme={programme}&region={region}"
