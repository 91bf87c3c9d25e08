"""A screening under way, small: 14 screened, 8 confirmed, 7 operated on with a target of 5, one who declined.

Two operations are over the target and nobody has decided who pays; the first follow-ups are due.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import application.commands.screenings as screenings
from api.demo.rules import MEDICINE_POLICY, open_programme, yuan
from api.demo.scene import AREA, CASE_OFFICER, DECIDER, TOWNSHIP, Scene
from application.commands.screenings import Result
from domain.levels import FundKind, GovernmentLevel
from domain.programmes.events import PayeeKind
from domain.programmes.policy import Standard, Tier, TierShare
from domain.screenings.plan import FollowUpDay, Reason, Stage, StageKind

CATARACT = "cataract"
TARGET, SCREENED, CONFIRMED, OPERATED = 5, 14, 8, 7
PRICE = yuan(1500)
NOT_FOUND = Reason("no_cataract", "无白内障", "No cataract")
DECLINED, UNFIT = Reason("declined", "本人放弃", "Declined"), Reason("unfit", "身体条件不允许", "Unfit")
STAGES = (
    Stage("recheck", "复查", "Re-check", StageKind.CHECK, 30, (NOT_FOUND, DECLINED)),
    Stage("operation", "手术", "Operation", StageKind.SERVICE, 60, (DECLINED, UNFIT)),
)
DAYS = (FollowUpDay(7, 2), FollowUpDay(30, 5), FollowUpDay(90, 10))
MISSED = (Reason("away", "外出", "Away"), Reason("died", "死亡", "Died"))


def play(scene: Scene, people: Sequence[str], begun_on: date) -> None:
    """Screen some of these people; asked again with the same day, it changes nothing."""
    _programme(scene)
    year, people = begun_on.year, people[:SCREENED]
    opened, listed = begun_on - timedelta(days=60), begun_on - timedelta(days=50)
    checked, operated = begun_on - timedelta(days=30), begun_on - timedelta(days=8)
    screening = f"{CATARACT}/{year}"
    screenings.open_screening(
        screenings.OpenScreening(
            command_id=scene.id("screening"),
            programme=CATARACT,
            region=AREA,
            fiscal_year=year,
            target=TARGET,
            target_document=f"残联发〔{year}〕3号",
            price=PRICE,
            stages=STAGES,
            follow_ups=DAYS,
            missed_reasons=MISSED,
            on=opened,
        ),
        by=DECIDER,
        desk=scene.desk,
    )
    screenings.list_candidates(
        screenings.ListCandidates(
            command_id=scene.id("candidates"), screening=screening, beneficiaries=tuple(people), on=listed
        ),
        by=TOWNSHIP,
        desk=scene.desk,
    )
    found = [Result(who, True, checked) for who in people[:CONFIRMED]]
    found += [Result(who, False, checked, NOT_FOUND.code) for who in people[CONFIRMED:]]
    _record(scene, screening, "recheck", found, checked)
    done = [Result(who, True, operated) for who in people[:OPERATED]]
    done += [Result(who, False, operated, DECLINED.code) for who in people[OPERATED:CONFIRMED]]
    _record(scene, screening, "operation", done, operated)


def _record(scene: Scene, screening: str, stage: str, results: Sequence[Result], on: date) -> None:
    ask = screenings.RecordStage(
        command_id=scene.id(f"screening-{stage}"), screening=screening, stage=stage, results=tuple(results), on=on
    )
    screenings.record_stage(ask, by=CASE_OFFICER, desk=scene.desk)


def _programme(scene: Scene) -> None:
    city = (TierShare(GovernmentLevel.MUNICIPAL, FundKind.GENERAL_BUDGET, Fraction(1)),)
    county = (TierShare(GovernmentLevel.COUNTY, FundKind.GENERAL_BUDGET, Fraction(1)),)
    policy = replace(
        MEDICINE_POLICY,
        standards=(Standard("", "", PRICE, "第五条"),),
        tiers=(Tier("in_quota", TARGET, None, city), Tier("over_quota", None, None, county)),
    )
    open_programme(
        scene,
        CATARACT,
        name_zh="白内障复明手术",
        name_en="Cataract surgery",
        policy=policy,
        payee_kind=PayeeKind.PERSON,
        bank_memo="复明",
    )
