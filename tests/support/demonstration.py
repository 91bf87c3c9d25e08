"""Case 000 in a ledger, for whoever wants something to look at."""

from __future__ import annotations

from api.demo import DISTRICT, district
from api.demo.scene import Scene
from application.desk import Desk
from infrastructure.bootstrap import synthetic_people


def demonstrate(desk: Desk) -> str:
    """Play case 000; return a payout whose trail is worth showing."""
    payout, _people = district.play(Scene(desk, DISTRICT, _quiet, synthetic_people))
    return payout


def _quiet(_sentence: str) -> None:
    return
