"""Case 001: a county of 23 townships pays special relief to 9,465 people in June and supports 118 at work in October.

The report names no document and no level; here one county document pays each programme.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import application.commands.beneficiaries as beneficiaries
from api.demo.enrolling import apply_and_review, conclude_and_grant, post_notice
from api.demo.money import allocate
from api.demo.rules import RELIEF, RELIEF_POLICY, WORK, WORK_POLICY, assign_target, open_programme, yuan
from api.demo.scene import (
    TOWNSHIP,
    Days,
    PayDays,
    Scene,
    approve_and_release,
    bank_pays,
    submit,
)
from application.imports import PersonRow
from domain.levels import GovernmentLevel
from domain.periods import Period

YEAR = Period("2017")
URBAN, RURAL, AT_WORK = 291, 9174, 118
RELIEF_TOTAL = yuan(3_477_240)
BORN_1960S = (date(1960, 1, 1), date(1999, 12, 31))
WINTER = Days(date(2017, 1, 9), date(2017, 2, 6), date(2017, 3, 6), date(2017, 3, 13), date(2017, 3, 27))
SPRING = Days(date(2017, 5, 15), date(2017, 5, 22), date(2017, 5, 26), date(2017, 6, 5), date(2017, 6, 19))
JUNE = PayDays(
    submitted=date(2017, 6, 5),
    approved=(date(2017, 6, 6), date(2017, 6, 7), date(2017, 6, 8), date(2017, 6, 9)),
    released=date(2017, 6, 12),
    bank_result=date(2017, 6, 13),
    reissued=date(2017, 6, 20),
    reissue_result=date(2017, 6, 21),
)
OCTOBER = PayDays(
    submitted=date(2017, 10, 9),
    approved=(date(2017, 10, 10), date(2017, 10, 11), date(2017, 10, 12), date(2017, 10, 13)),
    released=date(2017, 10, 16),
    bank_result=date(2017, 10, 17),
    reissued=date(2017, 10, 18),
    reissue_result=date(2017, 10, 19),
)


def play(scene: Scene) -> str:
    """Play the year and return the id of one payout whose trail is worth showing."""
    people = _register(scene)
    _relief(scene, people)
    _employment(scene, people[:AT_WORK])
    scene.desk.views_now()
    return scene.desk.views.payouts_of_batch(f"{RELIEF}/2017/1")[4000].payout


def _register(scene: Scene) -> Sequence[str]:
    scene.say(f"登记 {URBAN + RURAL} 名重度残疾人 …")
    rows = [
        _resident(row, place)
        for place, row in enumerate(scene.crowd(URBAN + RURAL, 1, born=BORN_1960S, low_income=1.0, levels=(1, 2)))
    ]
    _, ids = beneficiaries.register_people(
        rows, command_id=scene.id("people"), why="特别救助申请登记", on=WINTER.applied, by=TOWNSHIP, desk=scene.desk
    )
    return ids


def _resident(row: PersonRow, place: int) -> PersonRow:
    """The first 118 run a business, the first 291 live in town."""
    facts = (("self_employed", "yes"),) if place < AT_WORK else ()
    return replace(row, residence="urban" if place < URBAN else "rural", facts=facts)


def _relief(scene: Scene, people: Sequence[str]) -> None:
    open_programme(
        scene,
        RELIEF,
        name_zh="贫困重度残疾人特别救助",
        name_en="Special relief for poor people with severe disabilities",
        policy=RELIEF_POLICY,
    )
    assign_target(scene, RELIEF, GovernmentLevel.COUNTY, 260, "县残联〔2017〕2号", "urban")
    assign_target(scene, RELIEF, GovernmentLevel.COUNTY, 9065, "县残联〔2017〕2号", "rural")
    scene.say("逐级审核、公示七个工作日、审定 …")
    apply_and_review(scene, RELIEF, people, WINTER)
    notice = post_notice(scene, RELIEF, people, WINTER)
    conclude_and_grant(scene, RELIEF, people, notice, WINTER)
    allocate(scene, RELIEF, "县财社〔2017〕11号", GovernmentLevel.COUNTY, RELIEF_TOTAL, date(2017, 2, 20))
    scene.say(f"编制 {len(people)} 人的发放批次，四步审批，送银行 …")
    batch = submit(scene, RELIEF, YEAR, JUNE.submitted)
    approve_and_release(scene, f"{RELIEF}/2017/1", batch.said["digest"], JUNE)
    bank_pays(scene, f"{RELIEF}/2017/1", JUNE, returned=(5, 290, 3000, 6000, 9000))


def _employment(scene: Scene, people: Sequence[str]) -> None:
    open_programme(
        scene,
        WORK,
        name_zh="残疾人自主就业创业扶持",
        name_en="Support for disabled people who run a business",
        policy=WORK_POLICY,
        bank_memo="就业扶持",
    )
    apply_and_review(scene, WORK, people, SPRING)
    notice = post_notice(scene, WORK, people, SPRING)
    conclude_and_grant(scene, WORK, people, notice, SPRING)
    allocate(scene, WORK, "县财社〔2017〕58号", GovernmentLevel.COUNTY, yuan(118_000), date(2017, 7, 3))
    batch = submit(scene, WORK, YEAR, OCTOBER.submitted)
    approve_and_release(scene, f"{WORK}/2017/1", batch.said["digest"], OCTOBER)
    bank_pays(scene, f"{WORK}/2017/1", OCTOBER)
