"""Keeping a template that holds what the rules of programmes and policies hold, and withdrawing it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.free_text import clean_text
from domain.programme_templates.events import TemplateKept, TemplateWithdrawn
from domain.programme_templates.rejections import TemplateNotOurs, TemplateUnchanged
from domain.programme_templates.state import Templates
from domain.programmes import decisions as programmes
from domain.programmes.events import ProgrammeOpened
from domain.programmes.policy import Policy
from domain.programmes.state import Programme, evolve

_STAND_IN = "残联发〔2000〕1号"
"""Read as the document where the template leaves it to the office; never recorded."""


def keep_template(
    templates: Templates,
    *,
    template: str,
    about_zh: str,
    about_en: str,
    opens: ProgrammeOpened,
    policy: Policy,
    on: date,
) -> TemplateKept:
    """Keep a template, or keep it anew: it is held against everything that a programme and its policy are held to.

    Raises TextMissing, TextTooLong, PersonalNumberInText, TemplateUnchanged, and what opening a programme and
    publishing its first policy raise.
    """
    new = Programme(template)
    opened = programmes.open_programme(
        new,
        name_zh=opens.name_zh,
        name_en=opens.name_en,
        payee_kind=opens.payee_kind,
        deciding_body=opens.deciding_body,
        period_kind=opens.period_kind,
        bank_memo=opens.bank_memo,
    )
    first = replace(policy, version=1, valid_from=on, document=policy.document.strip() or _STAND_IN)
    published = programmes.publish_policy(evolve(new, opened), policy=first).policy
    kept = TemplateKept(
        template=template,
        version=templates.versions.get(template, 0) + 1,
        about_zh=clean_text(about_zh, field="about_zh", limit=300),
        about_en=clean_text(about_en, field="about_en", limit=600),
        opens=opened,
        policy=published if policy.document.strip() else replace(published, document=""),
    )
    before = templates.offered.get(template)
    if before is not None and _same(before, kept):
        raise TemplateUnchanged("template", template=template)
    return kept


def withdraw_template(templates: Templates, *, template: str, reason: str, on: date) -> TemplateWithdrawn:
    """Withdraw a template that the ledger keeps.

    Raises TemplateNotOurs, TextMissing, TextTooLong, PersonalNumberInText.
    """
    if template not in templates.offered:
        raise TemplateNotOurs("template", template=template[:60])
    return TemplateWithdrawn(template, clean_text(reason, field="reason", limit=200), on)


def _same(before: TemplateKept, now: TemplateKept) -> bool:
    policy = replace(before.policy, valid_from=now.policy.valid_from)
    return replace(before, version=now.version, policy=policy) == now
