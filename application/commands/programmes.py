"""Opening programmes, publishing their rules, assigning their targets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application import streams
from application.desk import Desk
from application.road import Answer, Officer
from application.work import Work
from domain.levels import GovernmentLevel
from domain.periods import PeriodKind
from domain.programmes import decisions as programmes
from domain.programmes.events import DecidingBody, PayeeKind
from domain.programmes.policy import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenProgramme:
    """A programme is run from now on."""

    command_id: str
    programme: str
    name_zh: str
    name_en: str
    payee_kind: PayeeKind
    deciding_body: DecidingBody
    period_kind: PeriodKind
    bank_memo: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishPolicy:
    """A new version of a programme's rules."""

    command_id: str
    programme: str
    policy: Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignTarget:
    """A target (任务数) for one year; `name` tells several of one level apart."""

    command_id: str
    programme: str
    fiscal_year: int
    level: GovernmentLevel
    name: str = ""
    people: int
    document: str
    on: date


def open_programme(ask: OpenProgramme, *, by: Officer, desk: Desk) -> Answer:
    """Open a programme."""

    def decide(work: Work) -> dict[str, object]:
        programme = streams.programme(work, ask.programme)
        opened = programmes.open_programme(
            programme.state,
            name_zh=ask.name_zh,
            name_en=ask.name_en,
            payee_kind=ask.payee_kind,
            deciding_body=ask.deciding_body,
            period_kind=ask.period_kind,
            bank_memo=ask.bank_memo,
        )
        work.record(programme, opened)
        return {"programme": ask.programme}

    return desk.take(ask, decide, by=by)


def publish_policy(ask: PublishPolicy, *, by: Officer, desk: Desk) -> Answer:
    """Publish a policy version."""

    def decide(work: Work) -> dict[str, object]:
        programme = streams.programme(work, ask.programme)
        work.record(programme, programmes.publish_policy(programme.state, policy=ask.policy))
        return {"programme": ask.programme, "policy_version": ask.policy.version}

    return desk.take(ask, decide, by=by)


def assign_target(ask: AssignTarget, *, by: Officer, desk: Desk) -> Answer:
    """Assign a target."""

    def decide(work: Work) -> dict[str, object]:
        programme = streams.programme(work, ask.programme)
        assigned = programmes.assign_target(
            programme.state,
            fiscal_year=ask.fiscal_year,
            level=ask.level,
            name=ask.name,
            people=ask.people,
            document=ask.document,
            assigned_on=ask.on,
            on=desk.clock.today(),
        )
        work.record(programme, assigned)
        return {"programme": ask.programme, "people": ask.people}

    return desk.take(ask, decide, by=by)
