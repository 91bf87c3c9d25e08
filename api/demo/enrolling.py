"""How the demonstration's people come to be entitled: applications, reviews, a notice, a grant, wave by wave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import application.commands.eligibility as eligibility
import application.commands.notices as notices
from api.demo.scene import AREA, CASE_OFFICER, DECIDER, REVIEWER, TOWNSHIP, Days, Scene
from domain.levels import GovernmentLevel
from domain.periods import Month


def take_applications(scene: Scene, wave: str, programme: str, people: Sequence[str], on: date) -> None:
    """Take the applications of one wave of people."""
    eligibility.apply_for_cases(
        eligibility.ApplyForCases(
            command_id=scene.id(f"{wave}-apply"), programme=programme, area=AREA, beneficiaries=tuple(people), on=on
        ),
        by=TOWNSHIP,
        desk=scene.desk,
    )


def review(scene: Scene, wave: str, programme: str, people: Sequence[str], level: GovernmentLevel, on: date) -> None:
    """Have one office review them, in favour."""
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
        by=REVIEWER if is_township else CASE_OFFICER,
        desk=scene.desk,
    )


def post(scene: Scene, wave: str, notice: str, programme: str, people: Sequence[str], on: date) -> str:
    """Post a notice of seven working days in all villages; return its id."""
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


def grant_after_notice(
    scene: Scene,
    wave: str,
    programme: str,
    people: Sequence[str],
    notice: str,
    on: date,
    *,
    first_month: Month | None = None,
) -> None:
    """Say that the notice has run its full time, then grant everybody on it."""
    notices.conclude_notice(
        notices.ConcludeNotice(command_id=scene.id(f"{wave}-conclude"), notice_id=notice, on=on),
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
            on=on,
        ),
        by=DECIDER,
        desk=scene.desk,
    )


def apply_and_review(scene: Scene, programme: str, people: Sequence[str], days: Days) -> None:
    """Take applications and have both offices review them."""
    take_applications(scene, programme, programme, people, days.applied)
    review(scene, programme, programme, people, GovernmentLevel.TOWNSHIP, days.township_review)
    review(scene, programme, programme, people, GovernmentLevel.COUNTY, days.county_review)


def post_notice(scene: Scene, programme: str, people: Sequence[str], days: Days) -> str:
    """Post the notice for seven working days and return its id."""
    return post(scene, programme, f"{programme}-{days.posted.year}", programme, people, days.posted)


def conclude_and_grant(scene: Scene, programme: str, people: Sequence[str], notice: str, days: Days) -> None:
    """Let the notice run its full time, then grant everybody on it."""
    grant_after_notice(scene, programme, programme, people, notice, days.granted)
