"""The figures of a process and of its ledger, as operators read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from api.http.ledger_figures import of_ledger, of_pools
from api.http.metrics import CONTENT_TYPE, Metrics
from api.http.watching import watched
from application.desk import Desk
from application.ports import Conflict
from application.queries import ViewBehind
from application.recorded import Change
from application.road import Answer, Officer, WouldDo
from application.work import Work
from domain.funds.rejections import NoSuchLine
from domain.money import Money
from domain.revenue.events import RevenueCollected
from tests.support.office import Office, an_office

CLERK = Officer("clerk-01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Collect:
    """A command as small as can be."""

    command_id: str


def collect(desk: Desk, command_id: str) -> Answer:
    def decide(work: Work) -> None:
        version = work.load("revenue/2017/fees", lambda facts: sum(1 for _ in facts))
        work.record(version, RevenueCollected(Money(100), "v-1", date(2017, 1, 5)))

    return desk.take(Collect(command_id=command_id), decide, by=CLERK)


def samples(metrics: Metrics) -> dict[str, float]:
    """Return every sample by its name and its labels but for those that all have."""
    found = {}
    for family in _parsed(metrics.text().decode()):
        for sample in family.samples:  # type: ignore[attr-defined]  # the library has no types there
            assert sample.labels.pop("ledger") == "340700"
            of_ledger = sample.name.startswith(("ledger_head", "ledger_view", "ledger_unsealed", "ledger_other"))
            assert sample.labels.pop("process", "") == ("" if of_ledger else "8000")
            if "le" not in sample.labels:
                labels = ",".join(f"{name}={value}" for name, value in sorted(sample.labels.items()))
                found[f"{sample.name}{{{labels}}}" if labels else sample.name] = float(sample.value)
    return found


def _parsed(text: str) -> Iterable[object]:
    families: Iterator[object] = text_string_to_metric_families(text)  # type: ignore[no-untyped-call]  # as above
    return families


@pytest.fixture
def metrics() -> Metrics:
    return Metrics(ledger="340700", process="8000")


@pytest.fixture
def office() -> Office:
    return an_office()


def test_the_text_is_open_metrics_that_its_own_parser_reads(metrics: Metrics) -> None:
    metrics.answered("GET", '/v1/"quoted"\\{x}', 200, 0.01)
    assert "openmetrics-text" in CONTENT_TYPE
    assert samples(metrics)['http_requests_total{method=GET,route=/v1/"quoted"\\{x},status=200}'] == 1


def test_commands_are_measured_by_what_became_of_them_and_appends_with_their_entries(
    metrics: Metrics, office: Office
) -> None:
    desk = watched(office.desk, metrics)
    assert not collect(desk, "command-1").replayed
    assert collect(desk, "command-1").replayed
    with pytest.raises(WouldDo):
        collect(replace(desk, dry_run=True), "command-2")

    def refuse(work: Work) -> None:
        raise NoSuchLine(line="x")

    with pytest.raises(NoSuchLine):
        desk.take(Collect(command_id="command-3"), refuse, by=CLERK)
    found = samples(metrics)
    for outcome in ("answered", "replayed", "rehearsed", "refused"):
        assert found[f"ledger_command_seconds_count{{command=Collect,outcome={outcome}}}"] == 1
    assert found["ledger_append_seconds_count{outcome=appended}"] == found["ledger_entries_appended_total"] == 1


def test_an_append_that_lost_a_race_counts_no_entry(metrics: Metrics, office: Office) -> None:
    desk = watched(office.desk, metrics)
    collect(desk, "command-1")
    late = Change("revenue/2017/fees", 0, (RevenueCollected(Money(100), "v-2", date(2017, 1, 5)),))
    with pytest.raises(Conflict):
        desk.log.append([late], actor="x", command_id="command-2", request_hash="00", answer=None)
    found = samples(metrics)
    assert found["ledger_append_seconds_count{outcome=conflict}"] == found["ledger_entries_appended_total"] == 1


def test_a_watched_desk_answers_as_the_desk_does(metrics: Metrics, office: Office) -> None:
    desk = watched(office.desk, metrics)
    collect(desk, "command-1")
    assert desk.log.ledger == office.desk.log.ledger
    assert desk.log.after(0, limit=10) == office.desk.log.after(0, limit=10)
    assert desk.views_now() == office.desk.views_now() == 1
    assert desk.views.fund_position() == office.desk.views.fund_position()
    with pytest.raises(ViewBehind):
        desk.views.wait_for(99, timeout=0)
    found = samples(metrics)
    assert found["ledger_query_seconds_count{query=fund_position}"] == 1
    assert found["ledger_query_seconds_count{query=wait_for}"] == 2


def test_head_and_lag_are_read_at_the_moment_of_asking(metrics: Metrics, office: Office) -> None:
    metrics.collect(of_ledger(office.desk))
    assert samples(metrics)["ledger_head_position"] == 0
    collect(office.desk, "command-1")
    office.desk.views_now()
    found = samples(metrics)
    assert found["ledger_head_position"] == 1
    assert found["ledger_view_lag_positions{view=posting}"] == 0
    assert found["ledger_view_lag_seconds{view=posting}"] == 0
    assert found["ledger_view_stopped{view=posting}"] == 0


def test_a_view_s_lag_is_the_age_of_the_oldest_entry_it_does_not_show(metrics: Metrics, office: Office) -> None:
    @dataclass
    class Behind:
        """The views as they were two entries ago."""

        states: object

        def view_state(self) -> object:
            return self.states

    collect(office.desk, "command-1")
    office.desk.views_now()
    states = office.desk.views.view_state()
    collect(office.desk, "command-2")
    office.clock.day += timedelta(days=1)
    collect(office.desk, "command-3")
    metrics.collect(of_ledger(replace(office.desk, views=Behind(states))))  # type: ignore[arg-type]  # asked only this
    found = samples(metrics)
    assert found["ledger_view_position{view=posting}"] == 1
    assert found["ledger_view_lag_positions{view=posting}"] == 2
    assert found["ledger_view_lag_seconds{view=posting}"] == 24 * 3600


def test_figures_that_cannot_be_read_are_left_out_and_counted_and_the_others_are_there(metrics: Metrics) -> None:
    def broken() -> int:
        raise ConnectionError

    metrics.unsealed_entries(broken)
    metrics.gauge("ledger_other", "Another figure.", lambda: 7)
    metrics.text()
    found = samples(metrics)
    assert "ledger_unsealed_entries" not in found
    assert found["ledger_other"] == 7
    assert found["ledger_figures_unread_total"] >= 1


def test_whoever_seals_says_how_many_entries_no_checkpoint_covers(metrics: Metrics) -> None:
    unsealed = iter([12, 0])
    metrics.unsealed_entries(lambda: next(unsealed))
    assert [samples(metrics)["ledger_unsealed_entries"] for _ in range(2)] == [12, 0]


def test_pools_say_who_waited_and_how_long(metrics: Metrics) -> None:
    said = {"pool_size": 4, "pool_available": 1, "requests_waiting": 2, "requests_queued": 30, "requests_wait_ms": 1500}
    metrics.collect(of_pools({"log": lambda: said, "views": dict}), of_process=True)
    found = samples(metrics)
    assert found["ledger_pool_connections{pool=log}"] == 4
    assert found["ledger_pool_waits_total{pool=log}"] == 30
    assert found["ledger_pool_wait_seconds_total{pool=log}"] == 1.5
    assert found["ledger_pool_waiting{pool=views}"] == 0
