"""Everything an inspector may ask as of a moment, each answer by its hash; as a program, asked in a process of its own.

`python -m tests.replay.asking` reads the home, the database and the moments as JSON and writes the hashes as JSON.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from application.desk import Desk
from application.lists import LISTS
from application.queries import UnknownId
from application.replay.difference import COMPARED, At, difference_of_position, differences
from application.replay.life import life
from application.replay.programmes import RerunAsked, Tally, rerun_programme
from domain.programmes.rejections import NoSuchProgramme
from infrastructure.bootstrap import office, settings

Moment = tuple[int, str, list[str]]
"""A position, an effective day (ISO 8601; empty for none), and whose lives to ask for."""


def asked(desk: Desk, moment: Moment, programme: str) -> dict[str, str]:
    """Return the hash of every answer as of a moment, by its question."""
    return {name: hashlib.sha256(repr(said).encode()).hexdigest() for name, said in _said(desk, moment, programme)}


def instants(desk: Desk, given: list[str]) -> dict[str, int]:
    """Return which position each instant of recording stands for."""
    return {instant: desk.views.position_at(datetime.fromisoformat(instant)) for instant in given}


def _said(desk: Desk, moment: Moment, programme: str) -> Iterator[tuple[str, object]]:
    position, day, things = moment
    at = At(position, date.fromisoformat(day) if day else None)
    found = desk.views.fund_position(**at.both)
    yield "fund position", (found.lines, sorted(found.totals.items()))
    for of in LISTS:
        if not of.needs:
            yield f"list of {of.name}", list(desk.views.rows(of, **at.both))
    for thing in things:
        try:
            yield f"life of {thing}", life(thing, desk=desk, limit=1000, **at.both)
        except UnknownId:
            yield f"life of {thing}", "not there yet"
    half = At(position // 2, at.effective)
    yield "what became of the money", difference_of_position(half, at, desk.views)
    for name, compared in COMPARED.items():
        yield f"difference of {name}", list(differences(compared, half, at, desk.views))
    tally = Tally()
    try:
        again = list(rerun_programme(RerunAsked(programme=programme, **at.both), desk=desk, tally=tally))
    except NoSuchProgramme:
        again = []
    yield "decisions run again", (again, tally.totals())


def main() -> None:
    """Ask in this process."""
    given: dict[str, Any] = json.load(sys.stdin)
    with office(settings(given["settings"]), say=lambda _: None) as there:
        answers = [asked(there.desk, moment, given["programme"]) for moment in given["moments"]]
        json.dump({"answers": answers, "instants": instants(there.desk, given["instants"])}, sys.stdout)


if __name__ == "__main__":
    main()
