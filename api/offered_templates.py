"""The templates a ledger offers: its own, and those the product brings along that it has none of its own of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from api.http.rendering import to_json
from api.programme_templates import Template, templates
from application.desk import Desk
from application.programme_templates import templates_at
from domain.programme_templates.events import TemplateKept
from domain.programme_templates.rejections import NoSuchTemplate
from domain.programmes.policy import Policy
from domain.programmes.state import Programme, existing

_OWN_BEGIN_AT = 1000
"""Own templates stand behind those that the product brings along."""


def offered(desk: Desk, *, as_of: int | None = None) -> Mapping[str, Template]:
    """Return the templates by id, the product's first; a ledger's own stands in the stead of one of the same id."""
    own = {
        name: _template(kept, _OWN_BEGIN_AT + place)
        for place, (name, kept) in enumerate(templates_at(desk, as_of=as_of).offered.items())
    }
    found = {**templates(), **own}
    return {one.id: one for one in sorted(found.values(), key=lambda one: one.order)}


def template_of(desk: Desk, template: str) -> Template:
    """Return a template that is offered. Raises NoSuchTemplate."""
    found = offered(desk).get(template)
    if found is None:
        raise NoSuchTemplate("template", template=template[:60])
    return found


def of_programme(programme: Programme) -> Template:
    """Return a programme's newest rules as a template, without their document. It must have rules."""
    opened, policy = existing(programme), programme.policies[-1]
    fields = {"programme": programme.id, **_plain(opened)}
    about = (f"按本地“{opened.name_zh}”第 {policy.version} 版政策整理。", f"As {opened.name_en} is run here.")
    return Template(programme.id, _OWN_BEGIN_AT, about, fields, {**policy_fields(policy), "document": ""})


def policy_fields(policy: Policy) -> dict[str, Any]:
    """Return a policy as the API writes it, without version and first day."""
    return {name: said for name, said in _plain(policy).items() if name not in ("version", "valid_from")}


def _template(kept: TemplateKept, order: int) -> Template:
    fields = {"programme": kept.template, **_plain(kept.opens)}
    about = (kept.about_zh, kept.about_en)
    return Template(kept.template, order, about, fields, policy_fields(kept.policy), kept.version)


def _plain(value: object) -> dict[str, Any]:
    held: dict[str, Any] = orjson.loads(to_json(value))
    return held
