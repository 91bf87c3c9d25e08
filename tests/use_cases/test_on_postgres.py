"""The same story on memory ports and on PostgreSQL, put together by the bootstrap: the same log, the same positions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from application.commands.bank import CancelPayouts, CloseBatch, ReissuePayouts
from application.commands.beneficiaries import RecordDeath
from application.commands.funds import MoveFunds
from application.commands.recoveries import OrderRecovery, ReceiveInstalment
from application.commands.year_end import CloseYear
from domain.batches.rejections import NotInStanding
from domain.funds.rejections import EarmarkedUse
from domain.money import Money
from domain.recoveries.events import Instalment, RecoveryGround
from infrastructure.bootstrap import office as running_office
from infrastructure.bootstrap import prepare, settings
from tests.support.office import AREA, BUILDER, CASE_OFFICER, CASHIER, Office, StandingClock, an_office
from tests.support.stories import (
    AGAIN,
    AGAIN_RESULT,
    FUNDED,
    MEDICINE,
    MUNICIPAL,
    PROVINCIAL,
    a_released_batch,
    post_result,
    yuan,
)


@pytest.fixture(scope="module")
def on_postgres(fresh_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    home: Path = tmp_path_factory.mktemp("home")
    chosen = settings({"home": home, "ledger": AREA, "database_url": fresh_database})
    prepare(chosen, say=print)
    clock = StandingClock()
    with running_office(chosen, say=print, clock=clock) as running:
        yield the_year_of_five(Office(running.desk, clock))


def the_year_of_five(office: Office) -> Office:
    """Two tiers, two returns (one sent again, one given up after a death), a recovery, a diversion refused, the end."""
    a_released_batch(5, office=office, provincial=2000, municipal=3500)
    alive, dead = office.people[0], office.people[4]
    post_result(office, returned=(alive, dead))
    office.asks(RecordDeath, by=CASE_OFFICER, beneficiary=dead, died_on=date(2016, 12, 30), source="公安")
    batch = {"batch_id": office.batch}
    both = {"beneficiaries": (alive, dead), "value_date": AGAIN}
    office.is_refused(NotInStanding, ReissuePayouts, by=CASHIER, **batch, **both)
    office.asks(ReissuePayouts, by=CASHIER, beneficiaries=(alive,), value_date=AGAIN, **batch)
    office.asks(CancelPayouts, by=CASHIER, beneficiaries=(dead,), reason="本人已故", on=AGAIN, **batch)
    post_result(office, on=AGAIN_RESULT)
    office.asks(CloseBatch, by=BUILDER, on=AGAIN_RESULT, **batch)
    diverted = {
        "from_line": MUNICIPAL,
        "to_line": "2017/other/990101",
        "amount": yuan(1),
        "document": "财调〔2017〕1号",
    }
    office.is_refused(EarmarkedUse, MoveFunds, by=BUILDER, on=FUNDED, **diverted)
    terms = {"amount": yuan(1000), "instalments": (Instalment(date(2018, 6, 1), yuan(1000)),), "on": AGAIN_RESULT}
    paid = {"payout_id": f"{MEDICINE}/2017/{alive}", "ground": RecoveryGround.FALSE_FACTS}
    office.asks(OrderRecovery, by=BUILDER, recovery_id="r-1", **paid, **terms)
    for number, (fen, on) in enumerate(((33_333, AGAIN_RESULT), (66_667, date(2018, 1, 10)))):
        if number:
            end = {"programme": MEDICINE, "fiscal_year": 2017, "region": AREA, "on": date(2018, 1, 9)}
            office.asks(CloseYear, by=BUILDER, **end)
        came = {"amount": Money(fen), "bank_reference": f"b-{number}", "on": on}
        office.asks(ReceiveInstalment, by=CASHIER, recovery_id="r-1", **came)
    return office


@pytest.fixture(scope="module")
def in_memory() -> Office:
    return the_year_of_five(an_office())


def test_the_fund_positions_are_equal_to_the_fen_at_the_end_and_as_of_any_day(
    on_postgres: Office, in_memory: Office
) -> None:
    for day in (None, date(2017, 3, 1), date(2017, 4, 30), date(2017, 12, 31)):
        there, here = (office.position(effective=day) for office in (on_postgres, in_memory))
        assert (there.lines, dict(there.totals)) == (here.lines, dict(here.totals))
    assert [str(in_memory.balance(line).treasury) for line in (PROVINCIAL, MUNICIPAL)] == ["533.34", "133.33"]


def test_the_logs_tell_the_same_story_and_hold(on_postgres: Office, in_memory: Office) -> None:
    there, here = ([(e.position, e.version, e.name) for e in office.entries()] for office in (on_postgres, in_memory))
    assert there == here
    on_postgres.holds()
    in_memory.holds()


def test_the_registers_are_equal(on_postgres: Office, in_memory: Office) -> None:
    for office in (on_postgres, in_memory):
        assert sorted(office.stages(f"{MEDICINE}/2017/1").values()) == ["cancelled"] + ["settled"] * 4
        assert office.refusals() == ["not_in_standing", "earmarked_use"]
    there, here = (office.views.completion(MEDICINE, 2017) for office in (on_postgres, in_memory))
    assert there == here
