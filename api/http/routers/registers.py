"""台账 / Registers: stations, awards, devices and employers, brought as lists whose columns are declared once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from fastapi import Form
from starlette.responses import Response

from api.http.answering import answers
from api.http.commanding import TheCommand
from api.http.router import Router
from api.http.routers.imports import Accept, On, Sheet, Upload, asked
from api.http.values import RegionText, choices
from application.access.places import Place, places_of_stream
from application.desk import Desk
from application.jobs import Job, RegisterImport
from application.registers.kinds import RegisterKind
from application.registers.known import REGISTERS
from application.registers.register import Register

router = Router(tags=["jobs"])


@router.post("/register-imports", status_code=202, response_model=None)
@answers(Job)
def import_register(
    command: TheCommand,
    file: Upload,
    what: Annotated[RegisterKind, Form(description=choices(RegisterKind))],
    of: Annotated[
        str,
        Form(
            min_length=1,
            max_length=80,
            description="所属方案、项目或残保金年度/区划 / Scheme or programme it belongs to, or a levy's year/region",
        ),
    ],
    on: On,
    region: Annotated[
        RegionText | None,
        Form(description="涉及人员的台账：所有人员须在其内 / Of people: where everybody on it lives"),
    ] = None,
    sheet: Sheet = "",
    accept: Accept = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """导入台账：站点、奖补、辅具、残保金申报 / Import a register: stations, awards, devices, declarations."""
    declared = REGISTERS[what]
    places = list(places_of_list(declared, of, region or "", command.caller.services.desk))
    command.caller.may(declared.operation, places)
    if declared.of_people:
        command.caller.may("fitting_import", places)
    parameters = RegisterImport(what=what, of=of, on=on, region=region or "")
    return asked(command, file, parameters, sheet, accept)


def places_of_list(register: Register, of: str, region: str, desk: Desk) -> Iterable[Place]:
    """Return where a list takes place: where its people live, where its scheme is, or in the whole ledger.

    Raises the not-found refusals of the scheme.
    """
    if register.of_people:
        return (Place(region, of),)
    return places_of_stream(f"{register.stream}/{of}", desk) if register.stream else ()
