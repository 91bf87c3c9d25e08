"""Cases on their way: some are granted and paid, some wait for a review, some stand on a notice, one is objected to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import application.commands.eligibility as eligibility
import application.commands.notices as notices
from api.demo.scene import AREA, CASE_OFFICER, DECIDER, TOWNSHIP, Scene
from application.road import Officer
from domain.levels import GovernmentLevel
from domain.notices.events import ObjectionGround
from domain.periods import Month


def enrol(scene: Scene, programme: str, people: Sequence[str], begun_on: date, *, first_month: Month) -> None:
    """Take people in, months ago, from the application to the grant."""
    wave = f"{programme}-first"
    _apply(scene, wave, programme, people, begun_on - timedelta(days=200))
    _review(scene, wave, programme, people, GovernmentLevel.TOWNSHIP, begun_on - timedelta(days=195))
    _review(scene, wave, programme, people, GovernmentLevel.COUNTY, begun_on - timedelta(days=188))
    notice = _post(scene, wave, programme, people, begun_on - timedelta(days=186))
    granted = begun_on - timedelta(days=160)
    notices.conclude_notice(
        notices.ConcludeNotice(command_id=scene.id(f"{wave}-conclude"), notice_id=notice, on=granted),
        by=TOWNSHIP,
        desk=scene.desk,
    )
    eligibility.grant_cases(
        eligibility.GrantCases(
            command_id=scene.id(f"{wave}-grant"),
            programme=programme,
            beneficiaries=tuple(people),
            notice_id=notice,
            first_month=first_month,
            on=granted,
        ),
        by=DECIDER,
        desk=scene.desk,
    )


def leave_cases_open(scene: Scene, programme: str, people: Sequence[str], begun_on: date) -> None:
    """Leave new applications at every step: with the township, with the county, on a notice, after one."""
    quarter = len(people) // 4
    new, reviewed, posted, run_out = (people[place * quarter : (place + 1) * quarter] for place in range(4))
    steps = (("new", new, 4, 0), ("reviewed", reviewed, 12, 1), ("posted", posted, 16, 2), ("over", run_out, 40, 2))
    for name, some, days, reviews in steps:
        wave, applied = f"{programme}-{name}", begun_on - timedelta(days=days)
        _apply(scene, wave, programme, some, applied)
        for after, level in enumerate((GovernmentLevel.TOWNSHIP, GovernmentLevel.COUNTY)[:reviews], start=1):
            _review(scene, wave, programme, some, level, applied + timedelta(days=3 * after))
    _post(scene, f"{programme}-over", programme, run_out, begun_on - timedelta(days=30))
    notice = _post(scene, f"{programme}-posted", programme, posted, begun_on - timedelta(days=5))
    notices.raise_objection(
        notices.RaiseObjection(
            command_id=scene.id("objection"),
            notice_id=notice,
            objection_id=f"objection-{begun_on.year}-1",
            beneficiary=posted[0],
            ground=ObjectionGround.NOT_ELIGIBLE,
            on=begun_on - timedelta(days=1),
        ),
        by=TOWNSHIP,
        desk=scene.desk,
    )


def _apply(scene: Scene, wave: str, programme: str, people: Sequence[str], on: date) -> None:
    eligibility.apply_for_cases(
        eligibility.ApplyForCases(
            command_id=scene.id(f"{wave}-apply"), programme=programme, area=AREA, beneficiaries=tuple(people), on=on
        ),
        by=TOWNSHIP,
        desk=scene.desk,
    )


def _review(scene: Scene, wave: str, programme: str, people: Sequence[str], level: GovernmentLevel, on: date) -> None:
    is_township = level is GovernmentLevel.TOWNSHIP
    eligibility.review_cases(
        eligibility.ReviewCases(
            command_id=scene.id(f"{wave}-review-{level.value}"),
            programme=programme,
            beneficiaries=tuple(people),
            level=level,
            favourable=True,
            opinion="入户核查属实" if is_township else "残疾人证核验一致",
            on=on,
        ),
        by=Officer("township-02") if is_township else CASE_OFFICER,
        desk=scene.desk,
    )


def _post(scene: Scene, wave: str, programme: str, people: Sequence[str], on: date) -> str:
    """Post a notice of seven working days in all villages; return its id."""
    notice = f"{programme}-{on.isoformat()}"
    notices.publish_notice(
        notices.PublishNotice(
            command_id=scene.id(f"{wave}-notice"),
            notice_id=notice,
            programme=programme,
            region=AREA,
            place="各村（社区）公示栏",
            hotline="12385",
            beneficiaries=tuple(people),
            working_days=7,
            on=on,
        ),
        by=TOWNSHIP,
        desk=scene.desk,
    )
    return notice
