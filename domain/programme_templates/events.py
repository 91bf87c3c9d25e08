"""What is recorded of programme templates. Stream: programme_template/ledger, all templates of a ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.programmes.events import ProgrammeOpened
from domain.programmes.policy import Policy


@dataclass(frozen=True, slots=True)
class TemplateKept:
    """A template is offered from now on, or is so from now on; `version` counts how often it was kept.

    `opens` and `policy` are what a programme opened from it begins with: the policy is a first version from the day on
    which the template was kept. An empty document is the office's own to fill in.
    """

    template: str
    version: int
    about_zh: str
    about_en: str
    opens: ProgrammeOpened
    policy: Policy


@dataclass(frozen=True, slots=True)
class TemplateWithdrawn:
    """A template is no longer offered. Programmes that were opened from it are as they are."""

    template: str
    reason: str
    withdrawn_on: date


TemplateEvent = TemplateKept | TemplateWithdrawn
