"""Keeping and withdrawing programme templates, and opening a programme together with its first rules."""

from __future__ import annotations

from dataclasses import dataclass

from application import programme_templates, streams
from application.desk import Desk
from application.road import Answer, Officer
from application.work import Work
from domain.programme_templates import decisions
from domain.programmes import decisions as programmes
from domain.programmes.events import ProgrammeOpened
from domain.programmes.policy import Policy
from domain.programmes.state import evolve


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepTemplate:
    """A template is offered in this ledger; of `policy`, version and first day mean nothing."""

    command_id: str
    template: str
    about_zh: str
    about_en: str
    opens: ProgrammeOpened
    policy: Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawTemplate:
    """A template is no longer offered, for a reason."""

    command_id: str
    template: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWithRules:
    """A programme is run from now on, and its first rules are published with it, as a template has them."""

    command_id: str
    programme: str
    opens: ProgrammeOpened
    policy: Policy


def keep_template(ask: KeepTemplate, *, by: Officer, desk: Desk) -> Answer:
    """Keep a template. Raises what `decisions.keep_template` does."""

    def decide(work: Work) -> dict[str, object]:
        held = programme_templates.load(work)
        kept = decisions.keep_template(
            held.state,
            template=ask.template,
            about_zh=ask.about_zh,
            about_en=ask.about_en,
            opens=ask.opens,
            policy=ask.policy,
            on=desk.clock.today(),
        )
        work.record(held, kept)
        return {"template": ask.template, "version": kept.version}

    return desk.take(ask, decide, by=by)


def withdraw_template(ask: WithdrawTemplate, *, by: Officer, desk: Desk) -> Answer:
    """Withdraw a template. Raises what `decisions.withdraw_template` does."""

    def decide(work: Work) -> dict[str, object]:
        held = programme_templates.load(work)
        withdrawn = decisions.withdraw_template(
            held.state, template=ask.template, reason=ask.reason, on=desk.clock.today()
        )
        work.record(held, withdrawn)
        return {"template": ask.template}

    return desk.take(ask, decide, by=by)


def open_with_rules(ask: OpenWithRules, *, by: Officer, desk: Desk) -> Answer:
    """Open a programme and publish its first policy, together or not at all.

    Raises what opening a programme and publishing a policy raise.
    """

    def decide(work: Work) -> dict[str, object]:
        programme = streams.programme(work, ask.programme)
        said = ask.opens
        opened = programmes.open_programme(
            programme.state,
            name_zh=said.name_zh,
            name_en=said.name_en,
            payee_kind=said.payee_kind,
            deciding_body=said.deciding_body,
            period_kind=said.period_kind,
            bank_memo=said.bank_memo,
        )
        published = programmes.publish_policy(evolve(programme.state, opened), policy=ask.policy)
        work.record(programme, opened, published)
        return {"programme": ask.programme, "policy_version": published.policy.version}

    return desk.take(ask, decide, by=by)
