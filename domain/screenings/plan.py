"""The plan of a screening: its stages in their order, its days and its reasons. All of it is data of one event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.free_text import clean_text
from domain.screenings.rejections import (
    DaysNotAscending,
    NamedTwiceInPlan,
    NotAStageName,
    PlanNumberOutOfRange,
    ReasonsMissing,
    ServiceNotLast,
)

MOST_STAGES, MOST_REASONS, MOST_DAYS = 9, 30, 12
LONGEST_WORDS, LONGEST_DAYS = 40, 3650
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


class StageKind(StrEnum):
    """What is done at a stage: an examination 检查, or the operation or service itself 手术（服务）."""

    CHECK = "check"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody may drop out, or was not followed up: a code of the plan and its words."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One step everybody goes through in the plan's order; `within_days` of the one before (0: no limit).

    `reasons` are those for which somebody drops out here; nobody drops out without one.
    """

    name: str
    zh: str
    en: str
    kind: StageKind
    within_days: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class FollowUpDay:
    """Whoever was served is followed up `day` days later, at most `window_days` earlier than that."""

    day: int
    window_days: int


def checked_stages(stages: Sequence[Stage]) -> tuple[Stage, ...]:
    """Return the stages: checks first, one service, which is the last.

    Raises ServiceNotLast, NotAStageName, NamedTwiceInPlan, ReasonsMissing, PlanNumberOutOfRange, and free text's.
    """
    kinds = [stage.kind for stage in stages]
    if not stages or kinds.count(StageKind.SERVICE) != 1 or kinds[-1] is not StageKind.SERVICE:
        raise ServiceNotLast("stages")
    if len(stages) > MOST_STAGES:
        raise PlanNumberOutOfRange("stages", least=1, most=MOST_STAGES, given=len(stages))
    seen: set[str] = set()
    return tuple(_checked_stage(stage, f"stages[{index}]", seen) for index, stage in enumerate(stages))


def checked_reasons(reasons: Sequence[Reason], *, field: str) -> tuple[Reason, ...]:
    """Return the reasons, one at least. Raises ReasonsMissing, NotAStageName, NamedTwiceInPlan and free text's."""
    if not reasons:
        raise ReasonsMissing(field)
    if len(reasons) > MOST_REASONS:
        raise PlanNumberOutOfRange(field, least=1, most=MOST_REASONS, given=len(reasons))
    seen: set[str] = set()
    return tuple(
        Reason(
            _named(reason.code, f"{field}[{index}].code", seen),
            clean_text(reason.zh, field=f"{field}[{index}].zh", limit=LONGEST_WORDS),
            clean_text(reason.en, field=f"{field}[{index}].en", limit=LONGEST_WORDS),
        )
        for index, reason in enumerate(reasons)
    )


def checked_days(days: Sequence[FollowUpDay]) -> tuple[FollowUpDay, ...]:
    """Return the days of following up, the nearest first; there may be none.

    Raises DaysNotAscending, PlanNumberOutOfRange.
    """
    if len(days) > MOST_DAYS:
        raise PlanNumberOutOfRange("follow_ups", least=0, most=MOST_DAYS, given=len(days))
    before = 0
    for index, each in enumerate(days):
        whole_number(each.day, 1, LONGEST_DAYS, field=f"follow_ups[{index}].day")
        whole_number(each.window_days, 0, each.day, field=f"follow_ups[{index}].window_days")
        if each.day <= before:
            raise DaysNotAscending(f"follow_ups[{index}].day", day=each.day, before=before)
        before = each.day
    return tuple(days)


def whole_number(given: int, least: int, most: int, *, field: str) -> int:
    """Return a number of the plan. Raises PlanNumberOutOfRange."""
    if not least <= given <= most:
        raise PlanNumberOutOfRange(field, least=least, most=most, given=given)
    return given


def _checked_stage(stage: Stage, field: str, seen: set[str]) -> Stage:
    return Stage(
        name=_named(stage.name, f"{field}.name", seen),
        zh=clean_text(stage.zh, field=f"{field}.zh", limit=LONGEST_WORDS),
        en=clean_text(stage.en, field=f"{field}.en", limit=LONGEST_WORDS),
        kind=stage.kind,
        within_days=whole_number(stage.within_days, 0, LONGEST_DAYS, field=f"{field}.within_days"),
        reasons=checked_reasons(stage.reasons, field=f"{field}.reasons"),
    )


def _named(name: str, field: str, seen: set[str]) -> str:
    if not _NAME.fullmatch(name):
        raise NotAStageName(field, name=name[:40])
    if name in seen:
        raise NamedTwiceInPlan(field, name=name)
    seen.add(name)
    return name
