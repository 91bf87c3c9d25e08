"""Cases from application to decision, one or thousands at a time, and what happens to them afterwards.

A command for many people is one decision each and one append for all: either everybody's step is recorded or nobody's,
and a refusal names the place in the list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from application import streams
from application.commands.ages import facts_on
from application.desk import Desk
from application.road import Answer, Officer
from application.work import Loaded, Work
from domain.batches.rejections import ListedTwice
from domain.beneficiaries.rejections import NobodyNamed
from domain.beneficiaries.state import Person
from domain.eligibility import decisions as eligibility
from domain.eligibility.exclusions import Held
from domain.eligibility.state import LIVE, Case
from domain.levels import GovernmentLevel
from domain.periods import Month
from domain.programmes.policy import Policy
from domain.programmes.state import policy_at
from domain.regions import RegionCode
from domain.rejected import Rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyForCases:
    """People apply for a programme that pays in `area`; their registered facts go with the application."""

    command_id: str
    programme: str
    area: str
    beneficiaries: tuple[str, ...]
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCases:
    """One office reviewed these cases, with one opinion for all."""

    command_id: str
    programme: str
    beneficiaries: tuple[str, ...]
    level: GovernmentLevel
    favourable: bool
    opinion: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantCases:
    """These cases are granted after their notice, from the month of application or from `first_month` on."""

    command_id: str
    programme: str
    beneficiaries: tuple[str, ...]
    notice_id: str
    first_month: Month | None = None
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseCase:
    """One applicant is refused, in writing and with every reason."""

    command_id: str
    programme: str
    beneficiary: str
    notice_id: str = ""
    on: date


def apply_for_cases(ask: ApplyForCases, *, by: Officer, desk: Desk) -> Answer:
    """Take applications."""
    area = RegionCode.parse(ask.area, field="area")
    today = desk.clock.today()
    _each_once(ask.beneficiaries)

    def decide(work: Work) -> dict[str, object]:
        policy = _policy(work, ask.programme, ask.on)
        loaded = streams.cases(work, ask.programme, ask.beneficiaries)
        people = streams.people(work, ask.beneficiaries)
        held = _held(work, policy, ask.programme, ask.beneficiaries, ask.on, desk)
        facts = facts_on(ask.on, [person.state for person in people], policy, by=by, desk=desk)
        for index, (case, person) in enumerate(zip(loaded, people, strict=True)):
            with _place(index):
                applied = eligibility.apply(
                    case.state,
                    person=person.state,
                    policy=policy,
                    area=area,
                    held=held[index],
                    facts=facts[index],
                    applied_on=ask.on,
                    by=by.id,
                    on=today,
                )
            work.record(case, applied)
        return {"cases": len(loaded)}

    return desk.take(ask, decide, by=by)


def review_cases(ask: ReviewCases, *, by: Officer, desk: Desk) -> Answer:
    """Review cases at the level whose turn it is."""
    desk.happened(ask.on)
    _each_once(ask.beneficiaries)

    def decide(work: Work) -> dict[str, object]:
        policy = _policy(work, ask.programme, ask.on)
        loaded = streams.existing_cases(work, ask.programme, ask.beneficiaries, field="beneficiaries")
        for index, case in enumerate(loaded):
            with _place(index):
                reviewed = eligibility.review(
                    case.state,
                    policy=policy,
                    level=ask.level,
                    favourable=ask.favourable,
                    opinion=ask.opinion,
                    by=by.id,
                    on=ask.on,
                )
            work.record(case, reviewed)
        return {"cases": len(loaded)}

    return desk.take(ask, decide, by=by)


def grant_cases(ask: GrantCases, *, by: Officer, desk: Desk) -> Answer:
    """Grant cases. One that may not be granted refuses the whole list and is named."""
    desk.happened(ask.on)
    _each_once(ask.beneficiaries)

    def decide(work: Work) -> dict[str, object]:
        policy = _policy(work, ask.programme, ask.on)
        loaded, people = _cases_and_people(work, ask.programme, ask.beneficiaries)
        held = _held(work, policy, ask.programme, ask.beneficiaries, ask.on, desk)
        notice = streams.notice(work, ask.notice_id)
        facts = facts_on(ask.on, [person.state for person in people], policy, by=by, desk=desk)
        for index, (case, person) in enumerate(zip(loaded, people, strict=True)):
            with _place(index):
                granted = eligibility.grant(
                    case.state,
                    person=person.state,
                    policy=policy,
                    facts=facts[index],
                    held=held[index],
                    notice=notice.state,
                    by=by.id,
                    on=ask.on,
                    first_month=ask.first_month,
                )
            work.record(case, granted)
        return {"cases": len(loaded)}

    return desk.take(ask, decide, by=by)


def refuse_case(ask: RefuseCase, *, by: Officer, desk: Desk) -> Answer:
    """Refuse an applicant; the answer lists the reasons."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        policy = _policy(work, ask.programme, ask.on)
        [case], [person] = _cases_and_people(work, ask.programme, (ask.beneficiary,))
        refused = eligibility.refuse(
            case.state,
            person=person.state,
            policy=policy,
            facts=facts_on(ask.on, [person.state], policy, by=by, desk=desk)[0],
            held=_held(work, policy, ask.programme, (ask.beneficiary,), ask.on, desk)[0],
            notice=streams.notice(work, ask.notice_id).state if ask.notice_id else None,
            by=by.id,
            on=ask.on,
        )
        work.record(case, refused)
        return {"reasons": list(refused.reasons)}

    return desk.take(ask, decide, by=by)


def _each_once(beneficiaries: Sequence[str]) -> None:
    """Raise NobodyNamed, ListedTwice: a person named twice would be decided twice on what was there before."""
    if not beneficiaries:
        raise NobodyNamed("beneficiaries")
    seen: set[str] = set()
    for index, beneficiary in enumerate(beneficiaries):
        if beneficiary in seen:
            raise ListedTwice(f"beneficiaries[{index}]", beneficiary=beneficiary)
        seen.add(beneficiary)


def _policy(work: Work, programme: str, day: date) -> Policy:
    return policy_at(streams.programme(work, programme).state, day)


def _cases_and_people(
    work: Work, programme: str, ids: Sequence[str]
) -> tuple[list[Loaded[Case]], list[Loaded[Person]]]:
    return streams.existing_cases(work, programme, ids, field="beneficiaries"), streams.people(work, ids)


def _held(work: Work, policy: Policy, programme: str, ids: Sequence[str], day: date, desk: Desk) -> list[list[Held]]:
    """Return which programmes each person holds, of those that might exclude this one or be excluded by it."""
    related: dict[str, tuple[str, ...]] = {}
    for name in desk.views.programmes():
        other = streams.programme(work, name).state
        rules = [version for version in other.policies if version.valid_from <= day]
        excludes = rules[-1].excludes if rules else ()
        if name != programme and (name in policy.excludes or programme in excludes):
            related[name] = excludes
    held: list[list[Held]] = [[] for _ in ids]
    for name, excludes in related.items():
        for mine, case in zip(held, streams.cases(work, name, ids), strict=True):
            if case.state.stage in LIVE:
                mine.append(Held(name, excludes))
    return held


@contextmanager
def _place(index: int) -> Iterator[None]:
    """Name the place in the list where a refusal arose."""
    try:
        yield
    except Rejected as refusal:
        refusal.field = f"beneficiaries[{index}]" + (f".{refusal.field}" if refusal.field else "")
        raise
