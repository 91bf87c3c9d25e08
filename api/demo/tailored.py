"""量服 for the demonstration: files at every step, supervisors, a report and a claim of emergency aid."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from api.demo.rules import yuan
from api.demo.scene import AREA, CASE_OFFICER, DECIDER, TOWNSHIP, Scene
from application.commands import emergency_aid, service_files, service_places
from application.listed.rules_and_people import BeneficiaryListed
from application.road import Officer
from domain.inspections.frames import unit_of
from domain.periods import PeriodKind
from domain.tailored.events import PageSigner, ServiceKind, Services, Signature, UnplannedReason
from domain.tailored.place_events import Factor, Terms, Weight

APPROVER = Officer("township-02")
NEEDS = (ServiceKind.CARE, ServiceKind.REHABILITATION)
TERMS_WEIGHTS = {Factor.SURVEYED: 3, Factor.PLANNED: 2, Factor.SERVED: 2, Factor.VISITED: 2, Factor.SATISFIED: 1}


def play(scene: Scene, people: Sequence[BeneficiaryListed], programme: str, begun_on: date) -> None:
    """Survey some people; plan, approve, serve and follow up fewer each; claim aid that `programme` pays."""
    surveyed_on = begun_on - timedelta(days=40)
    year = surveyed_on.year
    _set_terms(scene, programme, date(year, 1, 1))
    names = [one.beneficiary for one in people[:12]]
    surveys = tuple(
        service_files.SurveyGiven(
            name, NEEDS if number < 9 else (), (), _page(f"survey {name}", surveyed_on), surveyed_on
        )
        for number, name in enumerate(names)
    )
    ask = service_files.RecordSurveys(command_id=scene.id("surveys"), year=year, surveys=surveys)
    service_files.record_surveys(ask, by=TOWNSHIP, desk=scene.desk)
    _plan(scene, year, names, surveyed_on)
    _serve(scene, year, names, surveyed_on + timedelta(days=20))
    emergency_aid.claim_emergency_aid(
        emergency_aid.ClaimEmergencyAid(
            command_id=scene.id("aid"),
            file=f"{year}/{names[1]}",
            amount=yuan(800),
            text="房屋受灾",
            page_sha256=_hash("aid"),
            on=max(date(year, 1, 1), min(date(year, 12, 31), begun_on - timedelta(days=5))),
        ),
        by=TOWNSHIP,
        desk=scene.desk,
    )
    service_places.name_supervisors(
        service_places.NameSupervisors(
            command_id=scene.id("supervisors"),
            year=year,
            region=unit_of(people[0].region),
            supervisors=(TOWNSHIP.id, CASE_OFFICER.id),
            on=surveyed_on,
        ),
        by=DECIDER,
        desk=scene.desk,
    )


def _set_terms(scene: Scene, programme: str, valid_from: date) -> None:
    total = sum(TERMS_WEIGHTS.values())
    terms = Terms(
        weights=tuple(Weight(factor, Fraction(weight, total)) for factor, weight in TERMS_WEIGHTS.items()),
        households=5,
        quota_period=PeriodKind.QUARTER,
        monthly_days=5,
        quarterly_days=10,
        aid_programme=programme,
        aid_a_person=yuan(1000),
        aid_a_year=yuan(20_000),
    )
    ask = service_places.SetServiceTerms(
        command_id=scene.id("service-terms"),
        region=AREA,
        terms=terms,
        valid_from=valid_from,
        document=f"残联〔{valid_from.year}〕6号",
        on=valid_from,
    )
    service_places.set_service_terms(ask, by=DECIDER, desk=scene.desk)


def _plan(scene: Scene, year: int, names: Sequence[str], surveyed_on: date) -> None:
    """Seven plans, five of them approved, and one reason."""
    planned_on = surveyed_on + timedelta(days=5)
    for number, name in enumerate(names[:7]):
        plan = service_files.PlanService(
            command_id=scene.id(f"plan-{number}"),
            file=f"{year}/{name}",
            services=(Services(ServiceKind.CARE, 2),),
            signature=_page(f"plan {name}", planned_on),
            on=planned_on,
        )
        service_files.plan_service(plan, by=TOWNSHIP, desk=scene.desk)
        if number < 5:
            approval = service_files.ApproveServicePlan(
                command_id=scene.id(f"plan-approval-{number}"), file=plan.file, on=planned_on + timedelta(days=3)
            )
            service_files.approve_service_plan(approval, by=APPROVER, desk=scene.desk)
    left = service_files.LeaveUnplanned(
        command_id=scene.id("unplanned"),
        file=f"{year}/{names[9]}",
        reason=UnplannedReason.NO_NEED,
        text="本人表示暂无需求",
        on=planned_on,
    )
    service_files.leave_unplanned(left, by=TOWNSHIP, desk=scene.desk)


def _serve(scene: Scene, year: int, names: Sequence[str], served_on: date) -> None:
    """Four people served, two of them called on afterwards: one says that they were given less."""
    given = tuple(
        service_files.ServiceRecord(
            name,
            ServiceKind.CARE,
            2,
            "阳光托养中心",
            _page(f"service {name}", served_on, PageSigner.GUARDIAN),
            served_on,
        )
        for name in names[:4]
    )
    ask = service_files.RecordServices(command_id=scene.id("services-given"), year=year, services=given)
    service_files.record_services(ask, by=TOWNSHIP, desk=scene.desk)
    visited_on = served_on + timedelta(days=10)
    for number, name in enumerate(names[:2]):
        visit = service_files.RecordFollowUp(
            command_id=scene.id(f"follow-up-{number}"),
            file=f"{year}/{name}",
            not_met=None,
            received=(Services(ServiceKind.CARE, 2 - number),),
            satisfaction=5 - number,
            signature=_page(f"visit {name}", visited_on),
            remark="",
            on=visited_on,
        )
        service_files.record_follow_up(visit, by=APPROVER, desk=scene.desk)


def _page(what: str, on: date, signer: PageSigner = PageSigner.PERSON) -> Signature:
    return Signature(_hash(what), signer, on)


def _signed_for(name: str, on: date) -> Signature:
    return _page(f"service {name}", on, PageSigner.GUARDIAN)


def _hash(what: str) -> str:
    return hashlib.sha256(what.encode()).hexdigest()
