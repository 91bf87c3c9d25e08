"""What the verbs of tailored service share: signed pages, services, and which region's year is asked about."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.terminal.options import chosen

if TYPE_CHECKING:
    from application.desk import Desk
    from application.tailored.places import Asked
    from domain.tailored.events import ServiceKind, Services, Signature

FileId = Annotated[str, typer.Argument(help="档案编号 年度/人员 / Service file")]
PageFile = Annotated[
    Path,
    typer.Option("--page", exists=True, dir_okay=False, readable=True, help="签字页扫描件，只登记摘要 / Signed page"),
]
Signed = Annotated[
    str,
    typer.Option(
        "--signed", metavar="WHO:DATE", help="签字人与日期 person|guardian|entrusted:2017-02-01 / Who and when"
    ),
]
Text = Annotated[str, typer.Option("--text", help="说明，不含个人信息 / In words, without personal data")]
ServiceYear = Annotated[int, typer.Argument(min=2000, max=2100, help="年度 / Year")]
Place = Annotated[str, typer.Argument(help="区划代码 / Region code")]
KINDS = "rehabilitation|assistive_devices|care|education|employment|accessibility|relief|culture|legal_aid|other"


def page_hash(page: Path) -> str:
    """Return the SHA-256 of a scanned page."""
    return hashlib.sha256(page.read_bytes()).hexdigest()


def signature(page: Path, signed: str) -> Signature:
    """Return a signed page. Raises BadParameter."""
    from domain.tailored.events import PageSigner, Signature

    who, _, day = signed.partition(":")
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise typer.BadParameter("--signed person:2017-02-01") from None
    return Signature(page_hash(page), chosen(PageSigner, who, "--signed"), on)


def kind(text: str, option: str) -> ServiceKind:
    """Return a kind of service by its name or its Chinese. Raises BadParameter."""
    from domain.tailored.events import ServiceKind

    return chosen(ServiceKind, text, option)


def services(given: list[str] | None, option: str) -> tuple[Services, ...]:
    """Return services written as care=2. Raises BadParameter."""
    from domain.tailored.events import Services

    found = []
    for each in given or ():
        name, _, times = each.partition("=")
        if not (times.isascii() and times.isdigit() and len(times) <= 6):
            raise typer.BadParameter(f"{option} care=2")
        found.append(Services(kind(name, option), int(times)))
    return tuple(found)


def asked(desk: Desk, region: str, year: int, as_of: Any, effective: date | None) -> Asked:
    """Return what is asked about: a region's year as of both times."""
    from application.tailored.places import Asked

    said = desk.views_now() if as_of is None else as_of
    position = said if isinstance(said, int) else desk.views.position_at(said)
    return Asked(region, year, position, effective or desk.clock.today())
