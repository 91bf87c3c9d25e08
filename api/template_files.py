"""A programme template as a file (JSON): what the API takes, written to be changed by hand and read again."""

from __future__ import annotations

import orjson
from pydantic import ValidationError

from api.http.routers.programme_templates import TemplateBody
from api.http.sentences import of_pydantic
from api.programme_templates import Template
from domain.programme_templates.rejections import TemplateUnreadable
from domain.rejected import Language

LARGEST = 200_000
"""Bytes of a template's file; a policy that the log can keep is far smaller."""
_SHOWN = 5


def read_template(content: bytes, *, language: Language = "zh") -> TemplateBody:
    """Read a template. Raises TemplateUnreadable, which names the first places that do not fit."""
    try:
        return TemplateBody.model_validate_json(content)
    except ValidationError as error:
        told = error.errors(include_url=False, include_input=False)
        places = [".".join(map(str, one["loc"])) + " " + of_pydantic(one).in_(language) for one in told[:_SHOWN]]
        more = " …" if len(told) > _SHOWN else ""
        raise TemplateUnreadable("file", what="；".join(one.strip() for one in places) + more) from None


def write_template(template: Template) -> bytes:
    """Return a template as JSON, a line a value."""
    said = {
        "about_zh": template.about[0],
        "about_en": template.about[1],
        "programme": dict(template.programme),
        "policy": dict(template.policy),
    }
    return orjson.dumps(said, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
