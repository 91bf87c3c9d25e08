"""量服 / Tailored service of a region: coverage, ranking, reports, quotas, the three accords, and lists brought."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from fastapi import Query
from pydantic import Field as Checked
from starlette.responses import Response

from api.http.body import Body
from api.http.router import Router
from api.http.routers import imports as imports_api
from api.http.routers import service_places as api
from api.http.values import RegionText, YearAsked
from api.pages.asking import Asking, Field
from api.pages.fact_words import FactWords
from api.pages.forms import Filled, Form, TheForm
from api.pages.page import Page, ThePage
from api.pages.signed_pages import PAGE, page_of
from application.access.places import ANYWHERE, Place
from application.exports import MEDIA_TYPES, ExportFormat
from application.imports import TailoredList
from application.lists import SERVICE_TERMS
from application.tailored import figures
from application.tailored.consistency import disagreements
from application.tailored.places import Asked
from application.tailored.telling import coverage_told, quota_told, ranking_told
from domain.tailored.consistency import Accord, Disaccord, Disagreement
from domain.tailored.events import ServiceKind
from domain.tailored.place_rejections import NoServiceTerms

router = Router()


class TailoredListForm(Body):
    """What a list is brought with, beside the file."""

    year: YearAsked
    region: RegionText | None = None
    sheet: str = Checked(default="", max_length=100)


DAY = Field("day", "on", "Date")
REGION = Field("text", "region", "Region code")
SAID = Field("area", "text", "In words, without names or numbers of people")
REPORT = Asking(
    "Hand in a report",
    "Of a month or a quarter that is over. Handed in after its day it counts as late.",
    (REGION, Field("text", "period", "Month or quarter", "2017-04 or 2017-Q2"), PAGE, DAY),
    "Hand it in",
)
CALL = Asking(
    "Record a call on a household",
    "Only by who is named as a supervisor of the place. Name everybody of the household who is in the ledger.",
    (REGION, Field("area", "beneficiaries", "People of the household", "One id a line"), PAGE, DAY),
    "Record the call",
)
FALSIFICATION = Asking(
    "Confirm a falsification",
    "The place is left out of the ranking of the year and listed apart. Never by who made entries in one of the files.",
    (
        Field("text", "place", "Year and region", "2017/990101001000"),
        Field("area", "files", "Service files that show it", "One a line, such as 2017/b-7k0v9m2xq4a8e1zt"),
        SAID,
        Field("text", "document", "Document"),
        DAY,
    ),
    "Confirm it",
    grave=True,
)
Region = Annotated[RegionText | None, Query()]
InYear = Annotated[YearAsked | None, Query()]
What = Annotated[TailoredList, Query()]


@router.get("/tailored-service")
def overview(page: ThePage, region: Region = None, year: InYear = None) -> Response:
    """Coverage with its denominators, and the ranking."""
    asked = _asked(page, "service_coverage", region, year)
    if asked is None:
        return _choose(page)
    desk = page.caller.services.desk
    try:
        ranking = ranking_told(figures.ranking(asked, desk=desk))
    except NoServiceTerms:
        ranking = None
    found = coverage_told(figures.coverage(asked, desk=desk))
    page.meet_regions(place.region for place in found.places)
    return page.show("tailored/overview.html", asked=asked, found=found, ranking=ranking)


@router.get("/tailored-service/reports")
def reports(page: ThePage, region: Region = None, year: InYear = None) -> Response:
    """Reports and their days, and who called on how many households of how many."""
    asked = _asked(page, "service_deadlines", region, year)
    if asked is None:
        return _choose(page)
    desk = page.caller.services.desk
    try:
        due = figures.deadlines(asked, desk=desk)
        quotas = [quota_told(place, one) for place, one in figures.quotas(asked, desk=desk)]
    except NoServiceTerms:
        due, quotas = [], []
    page.meet_regions(one.region for one in due)
    return page.show("tailored/reports.html", asked=asked, due=due, quotas=quotas)


@router.get("/tailored-service/accords")
def accords(page: ThePage, region: Region = None, year: InYear = None) -> Response:
    """The three accords: what does not agree, with both sides."""
    asked = _asked(page, "service_consistency", region, year)
    if asked is None:
        return _choose(page)
    desk = page.caller.services.desk
    found = [(accord, disagreements(asked, (accord,), desk=desk)) for accord in Accord]
    return page.show(
        "tailored/accords.html", asked=asked, found=[(accord, _sides(page, rows)) for accord, rows in found]
    )


def _sides(page: Page, rows: Iterable[Disagreement]) -> list[tuple[Disagreement, str, str, str]]:
    """Return disagreements with what they are about and both sides, in words where they are facts or services."""
    words, kinds = FactWords(page.language), {kind.value: kind for kind in ServiceKind}
    told = []
    for one in rows:
        if one.difference is Disaccord.FACT_DIFFERS:
            sides = (words.name(one.what), words.value(one.what, one.recorded), words.value(one.what, one.found))
        else:
            sides = (page.word(kinds.get(one.what, one.what)), one.recorded[:20], one.found[:20])
        told.append((one, *sides))
    return told


@router.get("/tailored-service/bring")
def ask_list(page: ThePage, what: What = TailoredList.SURVEYS, year: InYear = None) -> Response:
    """The form for a list."""
    return _bringing(page, what, year, Filled(), 200)


@router.post("/tailored-service/bring")
def bring_list(page: ThePage, form: TheForm, what: What = TailoredList.SURVEYS) -> Response:
    """Bring the list; a job reads and checks it."""
    return form.give(
        lambda: _brought(form, what),
        lead_to=lambda said: f"/jobs/{said['id']}",
        again=lambda filled, status: _bringing(page, what, None, filled, status),
    )


@router.get("/tailored-service/list-form.xlsx")
def empty_list(page: ThePage, what: What = TailoredList.SURVEYS) -> Response:
    """An empty list to fill in."""
    page.query.may("tailored_import", ANYWHERE)
    headers = {"Content-Disposition": f'attachment; filename="{what.value}.xlsx"'}
    content = page.caller.services.lists.tailored_template(what)
    return Response(content, media_type=MEDIA_TYPES[ExportFormat.XLSX], headers=headers)


@router.get("/tailored-service/report")
def ask_report(page: ThePage) -> Response:
    """The form for a report."""
    return _ask(page, "hand_in_service_report", REPORT)


@router.post("/tailored-service/report")
def hand_in(page: ThePage, form: TheForm) -> Response:
    """Hand it in."""
    region, year = form.values.get("region", "").strip(), form.values.get("period", "")[:4]
    return form.give(
        lambda: api.hand_in(form.body(api.ReportBody, page_sha256=page_of(form)), form.command()),
        lead_to=f"/tailored-service/reports?region={region}&year={year}",
        again=lambda filled, status: _ask(page, "hand_in_service_report", REPORT, filled, status),
    )


@router.get("/tailored-service/call")
def ask_call(page: ThePage) -> Response:
    """The form for a call on a household."""
    return _ask(page, "supervise_household", CALL)


@router.post("/tailored-service/call")
def call(page: ThePage, form: TheForm) -> Response:
    """Record it."""
    region, year = form.values.get("region", "").strip(), form.values.get("on", "")[:4]

    def carry_out() -> Response:
        return api.supervise(form.body(api.CallBody, page_sha256=page_of(form)), form.command())

    return form.give(
        carry_out,
        lead_to=f"/tailored-service/reports?region={region}&year={year}",
        again=lambda filled, status: _ask(page, "supervise_household", CALL, filled, status),
    )


@router.get("/tailored-service/falsification")
def ask_falsification(page: ThePage) -> Response:
    """The form for a falsification."""
    return _ask(page, "confirm_falsification", FALSIFICATION)


@router.post("/tailored-service/falsification")
def confirm(page: ThePage, form: TheForm) -> Response:
    """Confirm it."""
    place = form.values.get("place", "").strip()
    year, _, region = place.partition("/")

    def carry_out() -> Response:
        files = [line.strip() for line in form.values.get("files", "").splitlines() if line.strip()]
        rest = {name: said for name, said in form.values.items() if name not in ("place", "files")}
        body = Form(page, rest, form.files).body(api.FalsificationBody, files=files)
        return api.confirm_falsification(place, body, form.command())

    return form.give(
        carry_out,
        lead_to=f"/tailored-service?region={region}&year={year}",
        again=lambda filled, status: _ask(page, "confirm_falsification", FALSIFICATION, filled, status),
    )


def _asked(page: Page, operation: str, region: str | None, year: int | None) -> Asked | None:
    """Return what is asked about; None when no region was named and there is no usual one."""
    if region is None:
        region = _usual_region(page)
    page.query.may(operation, Place(region, None) if region else ANYWHERE)
    until = page.moment.effective or page.today
    return Asked(region, year or until.year, page.moment.position, until) if region else None


def _usual_region(page: Page) -> str | None:
    """Return the region of the caller's role, else the one that has terms; None where that is not one."""
    own = {held.region for held in page.caller.account.roles if held.region}
    if not own:
        own = {row.area for row in page.views.rows(SERVICE_TERMS, **page.times)}
    return own.pop() if len(own) == 1 else None


def _choose(page: Page) -> Response:
    return page.show("tailored/choose.html")


def _ask(page: Page, operation: str, asking: Asking, form: Filled | None = None, status: int = 200) -> Response:
    page.query.may(operation, ANYWHERE)
    return asking.filled_in(on=page.today).shown(page, form, status, back="/tailored-service")


def _bringing(page: Page, what: TailoredList, year: int | None, form: Filled, status: int) -> Response:
    page.query.may("tailored_import", ANYWHERE)
    return page.show("tailored/bring.html", status=status, form=form, what=what, year=year or page.today.year)


def _brought(form: Form, what: TailoredList) -> Response:
    file = form.file_of("file")
    said = form.body(TailoredListForm)
    return imports_api.import_tailored(
        form.command(),
        file,
        what,
        said.year,
        said.region,
        said.sheet,
        [],
    )
