"""A screening's plan as a file: JSON with stages, follow-ups and reasons, shaped like the API's body."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from domain.screenings.plan import FollowUpDay, Reason, Stage

EXAMPLE: dict[str, Any] = {
    "stages": [
        {
            "name": "recheck",
            "zh": "复查",
            "en": "Re-check",
            "kind": "check",
            "within_days": 30,
            "reasons": [
                {"code": "not_confirmed", "zh": "未确诊", "en": "Not confirmed"},
                {"code": "away", "zh": "外出", "en": "Away"},
            ],
        },
        {
            "name": "operation",
            "zh": "手术",
            "en": "Operation",
            "kind": "service",
            "within_days": 60,
            "reasons": [
                {"code": "declined", "zh": "本人放弃", "en": "Declined"},
                {"code": "unfit", "zh": "身体条件不允许", "en": "Unfit"},
            ],
        },
    ],
    "follow_ups": [
        {"day": 7, "window_days": 2},
        {"day": 30, "window_days": 5},
        {"day": 90, "window_days": 10},
    ],
    "missed_reasons": [
        {"code": "away", "zh": "外出", "en": "Away"},
        {"code": "died", "zh": "死亡", "en": "Died"},
    ],
}
"""The plan of the published case: re-check, operation, and follow-ups on days 7, 30 and 90."""


def read_plan(file: Path) -> tuple[tuple[Stage, ...], tuple[FollowUpDay, ...], tuple[Reason, ...]]:
    """Return a file's stages, days of following up, and reasons for missing one. Raises BadParameter."""
    from domain.screenings.plan import FollowUpDay, Reason, Stage, StageKind

    try:
        said = json.loads(file.read_bytes())
        unknown = set(said) - set(EXAMPLE)
        stages = tuple(
            Stage(
                name=each["name"],
                zh=each["zh"],
                en=each["en"],
                kind=StageKind(each["kind"]),
                within_days=_whole(each.get("within_days", 0)),
                reasons=tuple(Reason(**reason) for reason in each["reasons"]),
            )
            for each in said["stages"]
        )
        days = tuple(
            FollowUpDay(_whole(each["day"]), _whole(each.get("window_days", 0))) for each in said.get("follow_ups", ())
        )
        missed = tuple(Reason(**reason) for reason in said.get("missed_reasons", ()))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise typer.BadParameter("JSON: stages, follow_ups, missed_reasons (subsidy-ledger screening plan)") from None
    if unknown:
        raise typer.BadParameter(f"? {', '.join(sorted(unknown))}")
    return stages, days, missed


def _whole(number: object) -> int:
    if not isinstance(number, int) or isinstance(number, bool):
        raise TypeError("a whole number")
    return number
