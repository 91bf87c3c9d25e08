"""Many follow one log at once, in threads and processes: each row is written once, who waits reads what they wrote."""

from __future__ import annotations

import pytest

from application.views.posting import Account
from domain.money import Money
from infrastructure.bootstrap import office
from infrastructure.views.rebuild import rebuild
from tests.faults.appenders import processes
from tests.faults.books import all_is_well
from tests.faults.conftest import Home
from tests.faults.enrolment import allocate, open_programme, settings_of
from tests.faults.followers import THREADS, follow, write_and_read
from tests.views.support import kept

pytestmark = pytest.mark.fault

OFFICE, WRITERS, EACH = "followed", 2, 15
FEN = WRITERS * EACH * sum(range(1, THREADS + 1))


def test_views_that_many_bring_along_are_the_views_that_one_rebuilds(home: Home) -> None:
    ledger = home.open(OFFICE)
    with office(settings_of(home.path, ledger), say=lambda _: None) as there:
        open_programme(there.desk)
        line = allocate(there.desk, 2017, "县财社〔2017〕11号", Money(1_000))
        upto = there.desk.views_now() + WRITERS * THREADS * EACH
    with processes(2 + WRITERS) as others:
        followers = [others.submit(follow, home.conninfo, ledger, upto) for _ in range(2)]
        writers = [others.submit(write_and_read, home.path, ledger, n, line, EACH) for n in range(WRITERS)]
        assert sum(writer.result(timeout=150) for writer in writers) == WRITERS * THREADS * EACH
        assert [follower.result(timeout=60) for follower in followers] == [[], []]
    followed = kept(home.conninfo, ledger)
    all_is_well(
        home.path, home.conninfo, ledger, {line: {Account.ALLOCATED: 1_000 + FEN, Account.AVAILABLE: 1_000 + FEN}}
    )
    assert rebuild(home.conninfo, ledger) == upto
    assert kept(home.conninfo, ledger) == followed
