"""项目样板 / Programme templates: looked at, taken along as a file, brought, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import Path
from starlette.responses import Response

from api.http.router import Router
from api.http.routers import programme_templates as api
from api.http.routers.programmes import Programme as ProgrammePath
from api.http.values import slashed
from api.offered_templates import of_programme, offered, template_of
from api.pages.forms import Filled, Form, TheForm
from api.pages.page import Page, ThePage
from api.pages.programmes import programme_of
from api.programme_templates import Template
from api.template_files import LARGEST, read_template, write_template
from application.access.places import ANYWHERE, Place
from application.programme_templates import STREAM
from domain.programme_templates.events import TemplateKept, TemplateWithdrawn
from domain.programme_templates.rejections import NoSuchTemplate
from domain.uploads import FileEmpty

router = Router()

TemplateId = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,60}$")]


@router.get("/programme-templates")
def programme_templates(page: ThePage) -> Response:
    """The templates that are offered."""
    page.query.may("programme_templates", ANYWHERE)
    found = offered(page.caller.services.desk, as_of=page.moment.position)
    return page.show(
        "programme_templates/templates.html", templates=list(found.values()), acts=_acts(page, "keep_template")
    )


@router.get("/programme-templates/import")
def ask_file(page: ThePage) -> Response:
    """The form for a template's file."""
    page.query.may("keep_template", ANYWHERE)
    return _bringing(page, Filled(), 200, None)


@router.post("/programme-templates/import")
def bring_file(page: ThePage, form: TheForm) -> Response:
    """Keep what a file says; tried first, it is shown in words."""
    page.query.may("keep_template", ANYWHERE)
    read: list[api.TemplateBody] = []

    def carry_out() -> Response:
        read.append(read_template(_content(form), language=page.language))
        return api.keep_template(read[0], form.command())

    return form.give(
        carry_out,
        lead_to=lambda said: f"/programme-templates/{said['template']}",
        again=lambda filled, status: _bringing(page, filled, status, read[0] if read else None),
    )


@router.get("/programme-templates/{template}.json")
def taken_along(page: ThePage, template: TemplateId) -> Response:
    """A template as a file to change and bring back."""
    page.query.may("programme_templates", ANYWHERE)
    return _file(template_of(page.caller.services.desk, template))


@router.get("/programmes/{programme}/template.json")
def of_rules(page: ThePage, programme: ProgrammePath) -> Response:
    """A programme's newest rules as a template's file, without their document."""
    page.query.may("policies", Place(None, slashed(programme)))
    found = programme_of(page, slashed(programme))
    if found.opened is None or not found.policies:
        raise NoSuchTemplate("programme", template=slashed(programme)[:60])
    return _file(of_programme(found))


@router.get("/programme-templates/{template}")
def one_template(page: ThePage, template: TemplateId) -> Response:
    """One template: for whom, its rules in words, and its versions."""
    return _one(page, template, Filled(), 200)


@router.post("/programme-templates/{template}")
def withdraw(page: ThePage, template: TemplateId, form: TheForm) -> Response:
    """Withdraw it."""
    return form.give(
        lambda: api.withdraw_template(template, form.body(api.WithdrawalBody), form.command()),
        lead_to="/programme-templates",
        again=lambda filled, status: _one(page, template, filled, status),
    )


def _one(page: Page, template: str, form: Filled, status: int) -> Response:
    page.query.may("programme_templates", ANYWHERE)
    position, desk = page.moment.position, page.caller.services.desk
    found = offered(desk, as_of=position).get(template)
    if found is None:
        raise NoSuchTemplate("template", template=template)
    told = [
        entry
        for entry in desk.log.stream(STREAM)
        if entry.position <= position
        and isinstance(entry.fact, TemplateKept | TemplateWithdrawn)
        and entry.fact.template == template
    ]
    return page.show(
        "programme_templates/template.html",
        status=status,
        form=form,
        found=found,
        shown=api.shown(found),
        told=told[::-1],
        opens=_acts(page, "open_programme") and template not in page.programmes,
        withdraws=_acts(page, "withdraw_template") and found.version > 0,
    )


def _bringing(page: Page, form: Filled, status: int, read: api.TemplateBody | None) -> Response:
    tried = read if read is not None and form.would_record else None
    return page.show(
        "programme_templates/import.html",
        status=status,
        form=form,
        tried=tried,
        policy=tried.policy.policy() if tried else None,
        own=_own(page),
    )


def _own(page: Page) -> Sequence[str]:
    """Return the programmes whose rules may be taken along as a template."""
    return sorted(page.programmes)


def _acts(page: Page, operation: str) -> bool:
    return page.may(operation) and not page.is_of_the_past


def _content(form: Form) -> bytes:
    file = form.files.get("file")
    content = file.file.read(LARGEST) if file is not None and file.filename else b""
    if not content:
        raise FileEmpty("file")
    return content


def _file(template: Template) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{template.id}.json"'}
    return Response(write_template(template), media_type="application/json", headers=headers)
