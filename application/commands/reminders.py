"""Keeping that people were told that their certificate expires: who, by whom, on which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from application import streams
from application.desk import Desk
from application.monthly.expiring import certificate_end
from application.road import Answer, Officer
from application.work import Work
from domain.beneficiaries.rejections import NobodyNamed
from domain.eligibility import standing
from domain.programmes.state import monthly_rules_at
from domain.rejected import Rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindCertificates:
    """These people were told, by telephone, letter or visit, that the certificate their pay rests on expires."""

    command_id: str
    programme: str
    beneficiaries: tuple[str, ...]
    on: date


def remind_certificates(ask: RemindCertificates, *, by: Officer, desk: Desk) -> Answer:
    """Keep the reminders, all or none. Raises NobodyNamed, NothingExpires, RemindedAlready, WrongCaseStage."""
    desk.happened(ask.on)
    if not ask.beneficiaries:
        raise NobodyNamed("beneficiaries")

    def decide(work: Work) -> dict[str, object]:
        rules = monthly_rules_at(streams.programme(work, ask.programme).state, ask.on)
        last = ask.on + timedelta(days=rules.reminder_days)
        cases = streams.existing_cases(work, ask.programme, ask.beneficiaries, field="beneficiaries")
        people = streams.people(work, ask.beneficiaries)
        for index, (case, person) in enumerate(zip(cases, people, strict=True)):
            until = certificate_end(person.state)
            try:
                told = standing.remind(case.state, valid_until=until, ends_by=last, by=by.id, on=ask.on)
            except Rejected as refusal:
                refusal.field = f"beneficiaries[{index}]"
                raise
            work.record(case, told)
        return {"people": len(cases)}

    return desk.take(ask, decide, by=by)
