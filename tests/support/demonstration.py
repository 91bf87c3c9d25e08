"""Case 000 in a ledger, for whoever wants something to look at; and work left for every desk."""

from __future__ import annotations

from api.demo import DISTRICT, district, waiting
from api.demo.scene import Scene
from application.desk import Desk
from infrastructure.bootstrap import synthetic_people


def demonstrate(desk: Desk) -> str:
    """Play case 000; return a payout whose trail is worth showing."""
    payout, _people = district.play(_scene(desk))
    return payout


def leave_work(desk: Desk) -> None:
    """Leave work behind for every desk, as a served demonstration does."""
    waiting.play(_scene(desk), desk.clock.today())
    desk.views_now()


def _scene(desk: Desk) -> Scene:
    return Scene(desk, DISTRICT, _quiet, synthetic_people)


def _quiet(_sentence: str) -> None:
    return
