"""Work that waits in a demonstration that is served, so that every desk has something on it: the district pays the two
national subsidies in these months. No programme of the two stories is touched, and so no published figure.

The days are counted back from the day the demonstration was begun; whoever goes on with it gives that day again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import application.commands.checks as checks
import application.commands.funds as funds
import application.commands.inspections as inspections
import application.commands.programmes as programmes
import application.commands.recoveries as recoveries
import application.commands.visits as visits
from api.demo import (
    day_homes,
    devices,
    levies,
    life_secretary,
    raises,
    screening,
    self_evaluation,
    stations,
    tailored,
    transmissions,
)
from api.demo.own_lists import keep_lists
from api.demo.places import name_places
from api.demo.rules import yuan
from api.demo.scene import AREA, BUILDER, CASE_OFFICER, DECIDER, Scene
from api.demo.waiting_batches import pay_living, pay_nursing, period_before
from api.demo.waiting_cases import enrol, leave_cases_open
from api.http.policies import PolicyBody
from api.http.routers.programmes import ProgrammeBody
from api.programme_templates import templates
from application.answers import PayoutState
from application.listed.rules_and_people import BeneficiaryListed
from application.lists import BENEFICIARIES, SAMPLES, Where
from application.road import Officer
from domain.funds.events import LevelShare
from domain.inspections.events import ByShare, FrameKind
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.recoveries.events import Instalment, RecoveryGround

LIVING, NURSING = "living-subsidy", "nursing-subsidy"
IN_LIVING, IN_NURSING, UNDER_WAY = 60, 24, 15
INSPECTOR, VISITOR = Officer("inspector-01"), "inspector"
CHECKS = ("C15", "C16", "C22", "C27", "C28")
"""Those that look at no personal record."""


def play(scene: Scene, begun_on: date) -> None:
    """Leave work behind for every desk. Asked again with the same day, it changes nothing."""
    scene.say("留下待办的工作：两项补贴的批次、退回、公示、异议、督查 …")
    scene = replace(scene, story=f"{scene.story}-waiting")
    name_places(scene)
    keep_lists(scene, begun_on)
    scene.desk.views_now()
    everybody = [one for one in scene.desk.views.rows(BENEFICIARIES) if one.stopped_on is None]
    severe = [one.beneficiary for one in everybody if _is(one, "disability_level", "1", "2", also="long_term_care")]
    poor = [one.beneficiary for one in everybody if _is(one, "low_income", "yes")]
    _begin(scene, LIVING, begun_on)
    _begin(scene, NURSING, begun_on)
    enrol(scene, LIVING, poor[:IN_LIVING], begun_on, first_month=period_before(begun_on, 3).first)
    enrol(scene, NURSING, severe[:IN_NURSING], begun_on, first_month=period_before(begun_on, 2).first)
    paid = pay_living(scene, LIVING, begun_on)
    pay_nursing(scene, NURSING, begun_on)
    leave_cases_open(scene, NURSING, severe[IN_NURSING : IN_NURSING + UNDER_WAY], begun_on)
    _order_back(scene, paid[0], begun_on)
    _inspect(scene, begun_on)
    raises.play(scene, poor[IN_LIVING : IN_LIVING + 4], begun_on)
    stations.play(scene)
    day_homes.play(scene, begun_on)
    life_secretary.play(scene, poor[:8], begun_on)
    screening.play(scene, [one.beneficiary for one in everybody], begun_on)
    devices.play(scene, [one.beneficiary for one in everybody])
    tailored.play(scene, everybody, LIVING, begun_on)
    levies.play(scene, begun_on)
    transmissions.play(scene, begun_on)
    self_evaluation.play(scene, settled=False)
    scene.desk.views_now()
    checks.run_checks(
        checks.RunChecks(
            command_id=scene.id("checks"), checks=CHECKS, as_of=None, effective=begun_on, lists=(), parameters=()
        ),
        (),
        by=INSPECTOR,
        desk=scene.desk,
    )


def _is(one: BeneficiaryListed, name: str, *values: str, also: str = "") -> bool:
    known = {fact.name: fact.value for fact in one.facts.values()}
    return known.get(name) in values and (not also or known.get(also) == "yes")


def _begin(scene: Scene, programme: str, begun_on: date) -> None:
    """Open a programme from its template and give it a year's money, half from the province and half the county's."""
    template = templates()[programme]
    opened = ProgrammeBody.model_validate(template.programme)
    ask: Any = {**opened.model_dump(), "command_id": scene.id(f"{programme}-open")}
    programmes.open_programme(programmes.OpenProgramme(**ask), by=DECIDER, desk=scene.desk)
    valid_from = date(begun_on.year - 1, 1, 1).isoformat()
    policy = PolicyBody.model_validate_json(json.dumps({**template.policy, "version": 1, "valid_from": valid_from}))
    programmes.publish_policy(
        programmes.PublishPolicy(
            command_id=scene.id(f"{programme}-policy"), programme=programme, policy=policy.policy()
        ),
        by=DECIDER,
        desk=scene.desk,
    )
    for year in _years(begun_on):
        for level, document in ((GovernmentLevel.PROVINCIAL, "省财社"), (GovernmentLevel.COUNTY, "区财社")):
            funds.allocate_funds(
                funds.AllocateFunds(
                    command_id=scene.id(f"{programme}-{year}-{level.value}"),
                    programme=programme,
                    fiscal_year=year,
                    region=AREA,
                    document=f"{document}〔{year}〕{8 if programme == LIVING else 9}号",
                    shares=(LevelShare(level, FundKind.GENERAL_BUDGET, yuan(30_000)),),
                    on=begun_on - timedelta(days=210),
                ),
                by=BUILDER,
                desk=scene.desk,
            )


def _years(begun_on: date) -> Iterable[int]:
    return sorted({period_before(begun_on, months).year for months in range(4)})


def _order_back(scene: Scene, payout: PayoutState, begun_on: date) -> None:
    """One payment was made without right; its first instalment is due."""
    half = Money(payout.amount.fen // 2)
    due = (begun_on - timedelta(days=2), begun_on + timedelta(days=28))
    parts = zip(due, (half, payout.amount - half), strict=True)
    recoveries.order_recovery(
        recoveries.OrderRecovery(
            command_id=scene.id("recovery"),
            recovery_id=f"recovery-{begun_on.year}-1",
            payout_id=payout.payout,
            amount=payout.amount,
            ground=RecoveryGround.NOT_ELIGIBLE,
            instalments=tuple(Instalment(on, amount) for on, amount in parts),
            on=begun_on - timedelta(days=20),
        ),
        by=CASE_OFFICER,
        desk=scene.desk,
    )


def _inspect(scene: Scene, begun_on: date) -> None:
    """A tenth of those who were paid is drawn; two of them are to be called on."""
    inspection = f"inspection-{begun_on.year}-1"
    inspections.open_inspection(
        inspections.OpenInspection(
            command_id=scene.id("inspection"),
            inspection_id=inspection,
            programme=LIVING,
            period=period_before(begun_on, 3),
            region=AREA,
            frame=FrameKind.PAID,
            as_of=None,
            method=ByShare(Fraction(1, 10), Fraction(1, 10)),
            seed="demonstration",
            on=begun_on - timedelta(days=3),
        ),
        by=INSPECTOR,
        desk=scene.desk,
    )
    inspections.draw_sample(
        inspections.DrawSample(
            command_id=scene.id("sample"), inspection_id=inspection, on=begun_on - timedelta(days=3)
        ),
        by=INSPECTOR,
        desk=scene.desk,
    )
    scene.desk.views_now()
    drawn = [one.beneficiary for one in scene.desk.views.rows(SAMPLES, where=Where(inspection=inspection))]
    visits.plan_visits(
        visits.PlanVisits(
            command_id=scene.id("visits"),
            inspection_id=inspection,
            beneficiaries=tuple(drawn[:2]),
            visitor=VISITOR,
            planned_for=begun_on + timedelta(days=2),
            on=begun_on - timedelta(days=2),
        ),
        by=INSPECTOR,
        desk=scene.desk,
    )
