"""A ledger's own lists over HTTP: calendars, document numbers, programme templates, and the form of a bank's file."""

from __future__ import annotations

from typing import Any

from api.http.answers import PolicyPublished
from api.http.routers import calendars, document_formats, programme_templates
from api.programme_templates import templates
from domain.accounts.roles import Role
from tests.http.stepping import Step

LEAD = Role.PROJECT_LEAD
_EVERY_YEAR = (("2027-01-01", "元旦"), ("2027-05-01", "劳动节"), *((f"2027-10-0{day}", "国庆节") for day in (1, 2, 3)))
CALENDAR: dict[str, Any] = {
    "year": 2027,
    "document": "国办发明电〔2026〕9号",
    "announced_on": "2026-10-20",
    "days": [{"day": day, "day_kind": "off", "holiday": name} for day, name in _EVERY_YEAR],
}
DOCUMENT_FORMATS: dict[str, Any] = {
    "formats": [
        {"word": "省财社", "issuer": "省财政厅", "brings": ["national", "provincial"], "first_year": 2000},
        {
            "word": "市财社",
            "issuer": "市财政局",
            "brings": ["national", "municipal"],
            "first_year": 2000,
            "last_year": 2030,
        },
    ],
    "strict": False,
}


def template_body(template: str = "home-care", **more: Any) -> dict[str, Any]:
    """Return a template as its file has it: the living subsidy under another id."""
    one = templates()["living-subsidy"]
    fields = {**one.programme, "programme": template, "name_zh": "居家照护补贴", "name_en": "Care at home"}
    said = {"about_zh": one.about[0], "about_en": one.about[1], "programme": fields, "policy": dict(one.policy)}
    return said | more


REFERENCE_STEPS: tuple[Step, ...] = (
    Step(
        "set_calendar",
        LEAD,
        "/calendars",
        lambda _: CALENDAR,
        calendars.CalendarAnswer,
        other={"document": "国办发明电〔2026〕10号"},
    ),
    Step(
        "set_document_formats",
        LEAD,
        "/document-formats",
        lambda _: DOCUMENT_FORMATS,
        document_formats.DocumentFormatsAnswer,
        other={"strict": True},
    ),
    Step(
        "keep_template",
        LEAD,
        "/programme-templates",
        lambda _: template_body(),
        programme_templates.TemplateNamed,
        other={"about_zh": "居家照护"},
    ),
    Step(
        "open_with_rules",
        LEAD,
        "/programme-templates/home-care/programmes",
        lambda _: {"document": "虚残联发〔2017〕4号", "valid_from": "2017-01-01"},
        PolicyPublished,
        other={"valid_from": "2017-02-01"},
        thing=False,
    ),
    Step(
        "withdraw_template",
        LEAD,
        "/programme-templates/home-care/withdrawals",
        lambda _: {"reason": "本县不再开办"},
        programme_templates.TemplateGone,
        other={"reason": "另有样板"},
    ),
    Step(
        "declare_bank_format",
        Role.FINANCE_OFFICER,
        "/bank-formats",
        lambda _: {
            "format": "text-lines",
            "title": "县农商行代发文本",
            "kind": "txt",
            "encoding": "gb18030",
            "columns": [
                {"field": "bank_reference", "width": 35},
                {"field": "account", "width": 32},
                {"field": "amount_fen", "width": 12},
            ],
        },
        other={"title": "县农商行代发"},
    ),
)
