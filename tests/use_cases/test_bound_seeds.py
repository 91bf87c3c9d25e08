"""A seed that nobody chose, on PostgreSQL with a real signer: the sample waits for the seal and follows from it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from application.commands.inspections import BindSeed, DrawSample
from application.inspections.redrawing import frame_of, redraw, sample_of
from application.inspections.seeds import counted_root
from application.lists import INSPECTIONS
from domain.inspections.rejections import SeedNotSealedYet
from infrastructure.bootstrap import office as running_office
from infrastructure.bootstrap import prepare, seal, settings
from infrastructure.settings import Settings
from tests.support.inspections import DRAWN, INSPECTION, INSPECTOR, opened, townspeople_paid
from tests.support.office import AREA, Office, StandingClock

SCRIPT = Path(__file__).parents[2] / "docs" / "recipes" / "redraw.py"


@pytest.fixture(scope="module")
def chosen(fresh_database: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    home: Path = tmp_path_factory.mktemp("home")
    found = settings({"home": home, "ledger": AREA, "database_url": fresh_database})
    prepare(found, say=print)
    return found


@pytest.fixture(scope="module")
def office(chosen: Settings) -> Iterator[Office]:
    clock = StandingClock()
    with running_office(chosen, say=print, clock=clock) as running:
        yield townspeople_paid(20, Office(running.desk, clock))


@pytest.mark.slow
def test_a_sample_follows_from_a_root_that_did_not_exist_when_it_was_bound(office: Office, chosen: Settings) -> None:
    seal(chosen, say=print)
    opened(office, seed="")
    bound = office.asks(BindSeed, by=INSPECTOR, inspection_id=INSPECTION, entries_later=1, on=DRAWN)
    draw: dict[str, Any] = {"by": INSPECTOR, "inspection_id": INSPECTION, "on": DRAWN}
    office.is_refused(SeedNotSealedYet, DrawSample, **draw)
    seal(chosen, say=print)
    office.is_refused(SeedNotSealedYet, DrawSample, **draw)  # sealed up to the binding, and not one entry later
    opened(office, inspection_id="inspection-2017-2")
    seal(chosen, say=print)
    said = office.asks(DrawSample, **draw).said
    assert office.desk.sealed is not None
    assert said["tree_size"] == bound.position + 1
    assert said["seed"] == counted_root(office.desk.sealed, bound.position + 1)
    listed = next(row for row in office.views.rows(INSPECTIONS) if row.inspection == INSPECTION)
    assert (listed.seed, listed.tree_size, listed.drawn) == (said["seed"], said["tree_size"], 5)
    assert redraw(INSPECTION, desk=office.desk).equal
    ten_lines_of_somebody_elses_draw_the_same(office, str(said["seed"]))
    another_seed_is_named(office)


def ten_lines_of_somebody_elses_draw_the_same(office: Office, seed: str) -> None:
    asked = [sys.executable, str(SCRIPT), seed, "1/10", "1/10"]
    frame = frame_of(INSPECTION, desk=office.desk)
    drawn = subprocess.run(asked, input=frame.text.encode(), stdout=subprocess.PIPE, check=True).stdout.decode()
    sample = sample_of(INSPECTION, desk=office.desk)
    assert drawn == "".join(f"{one.unit} {one.beneficiary}\n" for one in sample)


def another_seed_is_named(office: Office) -> None:
    """Whoever puts other entries under the same seal is found out: the root counted anew is another."""

    class Changed:
        def __getattr__(self, name: str) -> Any:
            return getattr(office.desk.sealed, name)

        def entries(self, first: int, count: int) -> list[bytes]:
            assert office.desk.sealed is not None
            return [body.replace(b"inspector-yu", b"inspector-yo") for body in office.desk.sealed.entries(first, count)]

    changed: Any = Changed()
    told = redraw(INSPECTION, desk=replace(office.desk, sealed=changed))
    assert "seed" in told.differences
