"""The figures of a ledger that are read at the moment somebody asks: head, views and how far behind, pools."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric

from application.desk import Desk
from application.ports import Clock
from application.proofs import Seals

Statistics = Callable[[], Mapping[str, int]]
"""What a pool of connections says of itself, by the names `psycopg_pool` has for it (`pool.get_stats`)."""

_POOL_GAUGES = {
    "pool_size": ("ledger_pool_connections", "Connections a pool holds."),
    "pool_available": ("ledger_pool_idle", "Connections of a pool that nobody uses."),
    "requests_waiting": ("ledger_pool_waiting", "Threads that wait for a connection now."),
}
_POOL_COUNTERS = {
    "requests_queued": ("ledger_pool_waits", "Times a thread had to wait for a connection.", 1),
    "requests_wait_ms": ("ledger_pool_wait_seconds", "Seconds that threads waited for connections.", 1000),
    "requests_errors": ("ledger_pool_failures", "Times a thread got no connection in time.", 1),
}


def of_ledger(desk: Desk) -> Callable[[], Iterable[Metric]]:
    """Return what reads the head position and, for each view, its position, its lag in positions and in seconds.

    The lag in seconds is the age of the oldest entry that the view does not show yet. Pass it to `Metrics.collect`.
    """

    def read() -> Iterable[Metric]:
        views = desk.views.view_state()  # Before the head, so that a lag is never less than none.
        head = desk.log.head()
        yield GaugeMetricFamily("ledger_head_position", "The last entry's position.", head)
        position = GaugeMetricFamily("ledger_view_position", "How far a view is.", labels=["view"])
        behind = GaugeMetricFamily("ledger_view_lag_positions", "Entries a view does not show yet.", labels=["view"])
        late = GaugeMetricFamily(
            "ledger_view_lag_seconds", "Age of the oldest entry a view does not show yet.", labels=["view"]
        )
        stopped = GaugeMetricFamily("ledger_view_stopped", "1 for a view that stopped at an entry.", labels=["view"])
        ages = {at: _age_of_next(desk, at) for at in {state.position for state in views} if at < head}
        for state in views:
            position.add_metric([state.view], state.position)
            behind.add_metric([state.view], max(0, head - state.position))
            late.add_metric([state.view], ages.get(state.position, 0.0))
            stopped.add_metric([state.view], 0 if state.running else 1)
        yield from (position, behind, late, stopped)

    return read


def age_of_unsealed(seals: Seals, clock: Clock) -> Callable[[], float]:
    """Return what reads how many seconds ago the oldest unsealed entry was recorded: for `unsealed_seconds`."""

    def read() -> float:
        oldest = seals.oldest_unsealed()
        return max(0.0, (clock.now() - oldest).total_seconds()) if oldest is not None else 0.0

    return read


def of_pools(pools: Mapping[str, Statistics]) -> Callable[[], Iterable[Metric]]:
    """Return what reads this process's pools of connections, by name: for `Metrics.collect`, with `of_process`."""

    def read() -> Iterable[Metric]:
        said = {name: statistics() for name, statistics in pools.items()}
        for key, (metric, explained) in _POOL_GAUGES.items():
            gauge = GaugeMetricFamily(metric, explained, labels=["pool"])
            for name, figures in said.items():
                gauge.add_metric([name], figures.get(key, 0))
            yield gauge
        for key, (metric, explained, divisor) in _POOL_COUNTERS.items():
            counter = CounterMetricFamily(metric, explained, labels=["pool"])
            for name, figures in said.items():
                counter.add_metric([name], figures.get(key, 0) / divisor)
            yield counter

    return read


def _age_of_next(desk: Desk, position: int) -> float:
    """Return how many seconds ago the entry behind a position was recorded."""
    entries = desk.log.after(position, limit=1)
    return max(0.0, (desk.clock.now() - entries[0].recorded_at).total_seconds()) if entries else 0.0
