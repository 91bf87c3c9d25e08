"""项目与政策 / Programmes: opened from a template, their rules in plain words, the next version, targets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Query
from starlette.responses import Response

from api.http.policies import LONGEST_POLICY, PolicyBody
from api.http.rendering import to_json
from api.http.router import Router
from api.http.routers import programmes as api
from api.http.values import slashed
from api.offered_templates import offered
from api.pages import policy_forms as forms
from api.pages.forms import Filled, Form, TheForm
from api.pages.page import Page, ThePage
from api.pages.programmes import programme_of
from api.pages.trying import renamed
from api.programme_templates import Template
from application.access.places import ANYWHERE, Place
from domain.levels import GovernmentLevel
from domain.periods import PeriodKind
from domain.programmes.events import DecidingBody, PayeeKind
from domain.programmes.state import Programme, existing
from domain.uploads import FileEmpty

router = Router()

TemplateId = Annotated[str, Query(pattern=r"^[a-z0-9-]{0,60}$")]
_OF_SHARES = re.compile(r"tiers\.\d+\.shares")
"""Levels without a share are left out of a body, so that it counts them otherwise than the form."""
OF_THE_POLICY = "policy."
"""What the reader of files puts before a field; the form has its fields without."""


@router.get("/new-programme")
def choose(page: ThePage) -> Response:
    """The templates to begin from."""
    page.query.may("open_programme", ANYWHERE)
    there = page.programmes
    return page.show("programmes/choose.html", templates=list(_templates(page).values()), there=there)


@router.get("/new-programme/form")
def ask_programme(page: ThePage, template: TemplateId = "") -> Response:
    """The form for a programme, filled in from a template where one was chosen."""
    page.query.may("open_programme", ANYWHERE)
    chosen = _templates(page).get(template)
    return _opening(page, Filled(values=dict(chosen.programme) if chosen else {}), 200)


@router.post("/new-programme/form")
def open_programme(page: ThePage, form: TheForm, template: TemplateId = "") -> Response:
    """Open it, and lead on to its rules."""
    asked = f"?template={template}" if template in _templates(page) else ""
    return form.give(
        lambda: api.open_programme(form.body(api.ProgrammeBody), form.command()),
        lead_to=lambda said: f"/programmes/{said['programme']}/policy{asked}",
        again=lambda filled, status: _opening(page, filled, status),
    )


@router.get("/programmes/{programme}")
def programme(
    page: ThePage, programme: api.Programme, version: Annotated[int, Query(ge=0, le=100_000)] = 0
) -> Response:
    """One programme: its rules as they are, or as one version had them, and its targets."""
    page.query.may("policies", Place(None, slashed(programme)))
    found = programme_of(page, slashed(programme))
    opened = existing(found)
    today = page.query.effective or page.caller.services.desk.clock.today()
    in_force = next((one for one in reversed(found.policies) if one.valid_from <= today), None)
    chosen = next((one for one in found.policies if one.version == version), None)
    return page.show(
        "programmes/programme.html",
        found=found,
        opened=opened,
        policy=chosen or in_force or (found.policies[-1] if found.policies else None),
        in_force=in_force,
        acts=page.may("publish_policy") and not page.is_of_the_past,
    )


@router.get("/programmes/{programme}/policy")
def ask_policy(page: ThePage, programme: api.Programme, template: TemplateId = "") -> Response:
    """The form for the next version of the rules."""
    page.query.may("publish_policy", Place(None, slashed(programme)))
    return _publishing(page, programme, template, Filled(), 200)


@router.post("/programmes/{programme}/policy")
def publish(page: ThePage, programme: api.Programme, form: TheForm, template: TemplateId = "") -> Response:
    """Publish it."""
    found = programme_of(page, slashed(programme))
    base = _base(page, found, template)
    if base is None:
        return page.lead_to(f"/programmes/{programme}/policy")

    def carry_out() -> Response:
        body = forms.filled(base, form.values, version=_next_version(found))
        return api.publish_policy(programme, body, form.command())

    return form.give(
        carry_out,
        lead_to=f"/programmes/{programme}",
        again=lambda filled, status: _publishing(page, programme, template, filled, status),
    )


@router.get("/programmes/{programme}/policy-file")
def ask_file(page: ThePage, programme: api.Programme) -> Response:
    """The form for rules that were written by hand."""
    page.query.may("publish_policy", Place(None, slashed(programme)))
    return _bringing(page, programme, Filled(), 200)


@router.post("/programmes/{programme}/policy-file")
def publish_file(page: ThePage, programme: api.Programme, form: TheForm) -> Response:
    """Publish what was brought."""
    return form.give(
        lambda: api.publish_policy(programme, _brought(form), form.command()),
        lead_to=f"/programmes/{programme}",
        again=lambda filled, status: _bringing(page, programme, filled, status),
    )


@router.get("/programmes/{programme}/target")
def ask_target(page: ThePage, programme: api.Programme) -> Response:
    """The form for a target."""
    page.query.may("assign_target", Place(None, slashed(programme)))
    return _targeting(page, programme, Filled(), 200)


@router.post("/programmes/{programme}/target")
def assign_target(page: ThePage, programme: api.Programme, form: TheForm) -> Response:
    """Assign it."""
    return form.give(
        lambda: api.assign_target(programme, form.body(api.TargetBody), form.command()),
        lead_to=f"/programmes/{programme}",
        again=lambda filled, status: _targeting(page, programme, filled, status),
    )


def _opening(page: Page, form: Filled, status: int) -> Response:
    return page.show(
        "programmes/new.html",
        status=status,
        form=form,
        payees=tuple(PayeeKind),
        bodies=tuple(DecidingBody),
        periods=tuple(PeriodKind),
    )


def _base(page: Page, found: Programme, template: str) -> Mapping[str, Any] | None:
    """Return what the next version is filled in from: the chosen template, else the last version; None: neither."""
    existing(found)
    if chosen := _templates(page).get(template):
        return forms.of_template(chosen)
    return forms.of_policy(found.policies[-1]) if found.policies else None


def _templates(page: Page) -> Mapping[str, Template]:
    """Return what may be begun from: the ledger's own templates and those the product brings along."""
    return offered(page.caller.services.desk)


def _next_version(found: Programme) -> int:
    return found.policies[-1].version + 1 if found.policies else 1


def _publishing(page: Page, programme: str, template: str, form: Filled, status: int) -> Response:
    found = programme_of(page, slashed(programme))
    base = _base(page, found, template)
    of_shares = {name: name[: one.end()] for name in form.errors if (one := _OF_SHARES.match(name))}
    return page.show(
        "programmes/policy_form.html",
        status=status,
        form=renamed(form, of_shares),
        found=found,
        base=base,
        begun_from=template,
        templates=list(_templates(page).values()),
        policy=forms.in_words(base) if base else None,
        shares=[forms.shares_of(tier, place) for place, tier in enumerate(base["tiers"])] if base else [],
        version=_next_version(found),
        deadlines=forms.DEADLINES,
    )


def _bringing(page: Page, programme: str, form: Filled, status: int) -> Response:
    errors = {name.removeprefix(OF_THE_POLICY): said for name, said in form.errors.items()}
    wrong = sorted(errors.items())
    found = programme_of(page, slashed(programme))
    existing(found)
    return page.show("programmes/policy_file.html", status=status, form=form, found=found, wrong=wrong)


def _targeting(page: Page, programme: str, form: Filled, status: int) -> Response:
    found = programme_of(page, slashed(programme))
    existing(found)
    today = page.caller.services.desk.clock.today()
    levels = tuple(GovernmentLevel)
    return page.show("programmes/target.html", status=status, form=form, found=found, levels=levels, today=today)


def _brought(form: Form) -> PolicyBody:
    """Return the policy of a file, in the written form of the recipes. Raises FileEmpty, PolicyUnreadable."""
    file = form.files.get("file")
    content = file.file.read(2 * LONGEST_POLICY) if file is not None and file.filename else b""
    if not content:
        raise FileEmpty("file")
    return PolicyBody.model_validate_json(to_json(form.page.caller.services.read_policy(content)))
