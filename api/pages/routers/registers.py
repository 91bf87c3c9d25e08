"""台账 / Registers: a list of stations, awards, devices or employers is brought; a job reads and checks it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import Path
from pydantic import Field
from starlette.responses import Response

from api.http.body import Body
from api.http.router import Router
from api.http.routers import registers as api
from api.http.values import Day, RegionText, tilded
from api.pages.forms import Filled, Form, TheForm
from api.pages.page import Page, ThePage
from application.access.places import ANYWHERE
from application.exports import MEDIA_TYPES, ExportFormat
from application.registers.kinds import RegisterKind
from application.registers.known import REGISTERS

router = Router()

Which = Annotated[RegisterKind, Path()]

_PLACES: Mapping[RegisterKind, str] = {
    RegisterKind.STATIONS: "/matching-schemes/",
    RegisterKind.STATION_CONDITIONS: "/matching-schemes/",
    RegisterKind.AWARD_APPLICATIONS: "/award-schemes/",
    RegisterKind.AWARD_CHECKS: "/award-schemes/",
    RegisterKind.DEVICE_RECEIPTS: "/devices/",
    RegisterKind.DEVICE_REMOVALS: "/devices/",
    RegisterKind.DEVICE_FITTINGS: "/devices/",
    RegisterKind.LEVY_DECLARATIONS: "/levies/",
}


class RegisterForm(Body):
    """What a register is brought with, beside the file."""

    of: str = Field(min_length=1, max_length=80)
    on: Day
    region: RegionText | None = None
    sheet: str = Field(default="", max_length=100)


def page_of(register: RegisterKind, of: str) -> str:
    """Return the address of the thing that a list belongs to."""
    return f"{_PLACES[register]}{tilded(of)}"


@router.get("/registers/{register}/bring")
def ask_list(page: ThePage, register: Which, of: str = "") -> Response:
    """The form for a list."""
    return _bringing(page, register, of[:80], Filled(), 200)


@router.post("/registers/{register}/bring")
def bring_list(page: ThePage, register: Which, form: TheForm, of: str = "") -> Response:
    """Bring the list; a job reads and checks it."""
    return form.give(
        lambda: _brought(form, register),
        lead_to=lambda said: f"/jobs/{said['id']}",
        again=lambda filled, status: _bringing(page, register, of[:80], filled, status),
    )


@router.get("/registers/{register}/list-form.xlsx")
def empty_list(page: ThePage, register: Which) -> Response:
    """An empty list to fill in."""
    page.query.may(REGISTERS[register].operation, ANYWHERE)
    headers = {"Content-Disposition": f'attachment; filename="{register.value.replace("_", "-")}.xlsx"'}
    content = page.caller.services.lists.register_template(register)
    return Response(content, media_type=MEDIA_TYPES[ExportFormat.XLSX], headers=headers)


def _bringing(page: Page, kind: RegisterKind, of: str, form: Filled, status: int) -> Response:
    register = REGISTERS[kind]
    page.query.may(register.operation, ANYWHERE)
    of = form.value("of", of)
    return page.show(
        "registers/bring.html",
        status=status,
        form=form,
        register=register,
        of=of,
        home=page_of(kind, of) if of else "/",
    )


def _brought(form: Form, register: RegisterKind) -> Response:
    file = form.file_of("file")
    said = form.body(RegisterForm)
    return api.import_register(
        form.command(),
        file,
        register,
        said.of,
        said.on,
        said.region,
        said.sheet,
        [],
    )
