"""Cases on their way: some are granted and paid, some wait for a review, some stand on a notice, one is objected to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import application.commands.notices as notices
from api.demo.enrolling import grant_after_notice, post, review, take_applications
from api.demo.scene import TOWNSHIP, Scene
from domain.levels import GovernmentLevel
from domain.notices.events import ObjectionGround
from domain.periods import Month


def enrol(scene: Scene, programme: str, people: Sequence[str], begun_on: date, *, first_month: Month) -> None:
    """Take people in, months ago, from the application to the grant."""
    wave = f"{programme}-first"
    take_applications(scene, wave, programme, people, begun_on - timedelta(days=200))
    review(scene, wave, programme, people, GovernmentLevel.TOWNSHIP, begun_on - timedelta(days=195))
    review(scene, wave, programme, people, GovernmentLevel.COUNTY, begun_on - timedelta(days=188))
    notice = _post(scene, wave, programme, people, begun_on - timedelta(days=186))
    granted = begun_on - timedelta(days=160)
    grant_after_notice(scene, wave, programme, people, notice, granted, first_month=first_month)


def leave_cases_open(scene: Scene, programme: str, people: Sequence[str], begun_on: date) -> None:
    """Leave new applications at every step: with the township, with the county, on a notice, after one."""
    quarter = len(people) // 4
    new, reviewed, posted, run_out = (people[place * quarter : (place + 1) * quarter] for place in range(4))
    steps = (("new", new, 4, 0), ("reviewed", reviewed, 12, 1), ("posted", posted, 16, 2), ("over", run_out, 40, 2))
    for name, some, days, reviews in steps:
        wave, applied = f"{programme}-{name}", begun_on - timedelta(days=days)
        take_applications(scene, wave, programme, some, applied)
        for after, level in enumerate((GovernmentLevel.TOWNSHIP, GovernmentLevel.COUNTY)[:reviews], start=1):
            review(scene, wave, programme, some, level, applied + timedelta(days=3 * after))
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


def _post(scene: Scene, wave: str, programme: str, people: Sequence[str], on: date) -> str:
    return post(scene, wave, f"{programme}-{on.isoformat()}", programme, people, on)
