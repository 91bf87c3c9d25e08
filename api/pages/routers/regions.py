"""区划名称 / Names of regions: a register brought as a list, or a single name. The list itself is among the lists."""

from __future__ import annotations

from pydantic import Field
from starlette.responses import Response

from api.http.body import Body
from api.http.router import Router
from api.http.routers import imports as imports_api
from api.http.routers import regions as api
from api.http.values import Document
from api.pages.forms import Filled, Form, TheForm
from api.pages.page import Page, ThePage
from application.access.places import ANYWHERE
from application.exports import MEDIA_TYPES, ExportFormat

router = Router()


class RegionListForm(Body):
    """What a list of names is brought with, beside the file."""

    document: Document
    sheet: str = Field(default="", max_length=100)


@router.get("/regions/import")
def ask_list(page: ThePage) -> Response:
    """The form for a list."""
    page.query.may("region_import", ANYWHERE)
    return _import(page, Filled(), 200)


@router.post("/regions/import")
def bring_list(page: ThePage, form: TheForm) -> Response:
    """Bring the list; a job reads and checks it."""
    return form.give(
        lambda: _brought(form),
        lead_to=lambda said: f"/jobs/{said['id']}",
        again=lambda filled, status: _import(page, filled, status),
    )


@router.get("/regions/list-form.xlsx")
def empty_list(page: ThePage) -> Response:
    """An empty list to fill in."""
    page.query.may("region_import", ANYWHERE)
    headers = {"Content-Disposition": 'attachment; filename="region-names.xlsx"'}
    content = page.caller.services.lists.regions_template()
    return Response(content, media_type=MEDIA_TYPES[ExportFormat.XLSX], headers=headers)


@router.get("/regions/name")
def ask_name(page: ThePage, region: str = "") -> Response:
    """The form for one name."""
    page.query.may("name_regions", ANYWHERE)
    return _name(page, Filled({"names.0.region": region}), 200)


@router.post("/regions/name")
def name_region(page: ThePage, form: TheForm) -> Response:
    """Record the name."""
    return form.give(
        lambda: api.name_regions(form.body(api.RegionNamesBody), form.command()),
        lead_to="/regions",
        again=lambda filled, status: _name(page, filled, status),
    )


def _brought(form: Form) -> Response:
    body = form.body(RegionListForm)
    file = form.file_of("file")
    return imports_api.import_regions(
        form.command(),
        file,
        body.document,
        body.sheet,
        [],
    )


def _import(page: Page, form: Filled, status: int) -> Response:
    return page.show("regions/import.html", status=status, form=form)


def _name(page: Page, form: Filled, status: int) -> Response:
    return page.show("regions/name.html", status=status, form=form)
