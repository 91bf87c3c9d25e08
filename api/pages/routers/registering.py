"""建档 / Registering people: one by a form, many from a list; and finding somebody by a number they gave."""

from __future__ import annotations

from typing import Annotated

import orjson
from pydantic import Field
from starlette.responses import Response

from api.http.body import Body
from api.http.people import Residence
from api.http.router import Router
from api.http.routers import beneficiaries as api
from api.http.routers import imports as imports_api
from api.http.routers import personal as personal_api
from api.http.values import Day, RegionText, tilded, words
from api.pages.forms import Filled, Form, TheForm
from api.pages.page import Page, ThePage
from api.pages.trying import tried
from application.access.places import ANYWHERE
from application.exports import MEDIA_TYPES, ExportFormat

router = Router()

KINDS_OF_NUMBER = ("id_number", "certificate", "account")


class PeopleListForm(Body):
    """What a list of people is brought with, beside the file."""

    why: Annotated[str, words("事由，留痕", "Why personal data is handled; kept", most=200)]
    on: Day
    region: RegionText | None = None
    sheet: str = Field(default="", max_length=100)


@router.get("/people/register")
def ask_person(page: ThePage) -> Response:
    """The form for one person."""
    page.query.may("register_people", ANYWHERE)
    return _register(page, Filled(), 200)


@router.post("/people/register")
def register(page: ThePage, form: TheForm) -> Response:
    """Register the person."""
    return form.give(
        lambda: api.register_people(form.body(api.RegistrationBody), form.command()),
        lead_to=lambda said: f"/people/{tilded(said['beneficiaries'][0])}",
        again=lambda filled, status: _register(page, filled, status),
    )


@router.get("/people/import")
def ask_list(page: ThePage) -> Response:
    """The form for a list."""
    page.query.may("person_import", ANYWHERE)
    return _import(page, Filled(), 200)


@router.post("/people/import")
def bring_list(page: ThePage, form: TheForm) -> Response:
    """Bring the list; a job reads and checks it."""
    return form.give(
        lambda: _brought(form),
        lead_to=lambda said: f"/jobs/{said['id']}",
        again=lambda filled, status: _import(page, filled, status),
    )


@router.get("/people/list-form.xlsx")
def empty_list(page: ThePage) -> Response:
    """An empty list to fill in."""
    page.query.may("person_import", ANYWHERE)
    headers = {"Content-Disposition": 'attachment; filename="people-list.xlsx"'}
    content = page.caller.services.lists.people_template()
    return Response(content, media_type=MEDIA_TYPES[ExportFormat.XLSX], headers=headers)


@router.get("/people/find")
def ask_number(page: ThePage) -> Response:
    """The form for a number."""
    page.query.may("find_person", ANYWHERE)
    return _find(page, Filled(), 200)


@router.post("/people/find")
def find(page: ThePage, form: TheForm) -> Response:
    """Find whoever has exactly that number; it travels in the body and is never in an address."""
    kind, number = form.values.get("kind", ""), form.values.get("number", "").strip()

    def found() -> list[str]:
        body = personal_api.NumberBody.model_validate({kind: number} if kind in KINDS_OF_NUMBER else {})
        answer = personal_api.find_person(body, page.caller)
        return list(orjson.loads(answer.body)["items"])

    return tried(
        form,
        found,
        then=lambda ids: _find(page, Filled(values={"kind": kind}), 200, ids),
        again=lambda filled, status: _find(page, filled, status),
        places={"": "number", kind: "number"},
    )


def _register(page: Page, form: Filled, status: int) -> Response:
    return page.show(
        "people/register.html",
        status=status,
        form=form,
        residences=[(one.value, page.word(one)) for one in Residence],
        doubted=bool(form.sentence or form.errors),
    )


def _import(page: Page, form: Filled, status: int) -> Response:
    return page.show("people/import.html", status=status, form=form)


def _find(page: Page, form: Filled, status: int, found: list[str] | None = None) -> Response:
    kept = Filled(values={"kind": form.value("kind")}, errors=form.errors, sentence=form.sentence)
    return page.show("people/find.html", status=status, form=kept, found=found)


def _brought(form: Form) -> Response:
    said = form.body(PeopleListForm)
    file = form.file_of("file")
    return imports_api.import_people(
        form.command(),
        file,
        said.why,
        said.on,
        said.region,
        said.sheet,
        [],
    )
