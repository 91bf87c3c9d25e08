"""What a process of the service counts and measures, as OpenMetrics text.

Each process keeps a registry of its own and is scraped at its own address; every series says which `ledger` and which
`process` it is of, so that the processes of one host, or of one database, can be added up and told apart. The
library's mode for several processes in one registry was not taken: it is switched on by an environment variable
before the first import, leaves files behind for every process that ever ran, and knows no gauge that is read at the
moment of asking. (Figures of the database, such as the head position, are the same from each process: take their max.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.openmetrics.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

CONTENT_TYPE = CONTENT_TYPE_LATEST

_REQUESTS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_STATEMENTS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """The figures of one process. `process` is a short name that stays the same over restarts, such as its port."""

    def __init__(self, *, ledger: str, process: str) -> None:
        self._labels = {"ledger": ledger, "process": process}
        self._registry = CollectorRegistry(auto_describe=False)
        own = self._registry
        self._requests = Counter(
            "http_requests", "Requests answered, by route template.", ("method", "route", "status"), registry=own
        )
        self._seconds = Histogram(
            "http_request_seconds",
            "From a request's first byte to the end of its answer.",
            ("method", "route"),
            unit="seconds",
            buckets=_REQUESTS,
            registry=own,
        )
        self.in_flight = Gauge("http_requests_in_flight", "Requests that are being answered.", registry=own)
        self._refusals = Counter(
            "ledger_refusals", "Requests that were told a problem, by its code.", ("code",), registry=own
        )
        self._commands = Histogram(
            "ledger_command_seconds",
            "How long commands took; outcome is answered, replayed, rehearsed, refused or failed.",
            ("command", "outcome"),
            unit="seconds",
            buckets=_REQUESTS,
            registry=own,
        )
        self._queries = Histogram(
            "ledger_query_seconds",
            "How long questions to the views took.",
            ("query",),
            unit="seconds",
            buckets=_STATEMENTS,
            registry=own,
        )
        self._appends = Histogram(
            "ledger_append_seconds",
            "How long appends to the log took; outcome is appended, conflict or failed.",
            ("outcome",),
            unit="seconds",
            buckets=_STATEMENTS,
            registry=own,
        )
        self._entries = Counter("ledger_entries_appended", "Entries this process appended.", registry=own)
        self._unread = Counter(
            "ledger_figures_unread", "Figures that could not be read when somebody asked.", registry=own
        )

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)

    def refused(self, code: str) -> None:
        """Count a problem that somebody was told."""
        self._refusals.labels(code).inc()

    def commanded(self, command: str, outcome: str, seconds: float) -> None:
        """Measure a command."""
        self._commands.labels(command, outcome).observe(seconds)

    def queried(self, query: str, seconds: float) -> None:
        """Measure a question to the views."""
        self._queries.labels(query).observe(seconds)

    def appended(self, outcome: str, entries: int, seconds: float) -> None:
        """Measure an append, and count its entries."""
        self._appends.labels(outcome).observe(seconds)
        self._entries.inc(entries)

    def gauge(self, name: str, explained: str, value: Callable[[], float]) -> None:
        """Have a figure read whenever somebody asks for the metrics. Must be quick; a failure leaves the figure out."""
        self.collect(lambda: [GaugeMetricFamily(name, explained, value())])

    def unsealed_entries(self, count: Callable[[], int]) -> None:
        """Have the entries counted that no signed checkpoint covers yet; said by whoever seals."""
        self.gauge("ledger_unsealed_entries", "Entries that no signed checkpoint covers yet.", count)

    def collect(self, figures: Callable[[], Iterable[Metric]]) -> None:
        """Have several figures read whenever somebody asks; a failure leaves them out and is counted.

        (`ledger_figures.py` has those of a ledger.)
        """
        self._registry.register(_Reading(figures, self._unread))

    def text(self) -> bytes:
        """Return all figures as OpenMetrics text (see CONTENT_TYPE). Reads the database: not for the event loop."""
        labelled = _Labelled(self._registry, self._labels)
        text: bytes = generate_latest(labelled)  # type: ignore[no-untyped-call]  # the library has no types there
        return text


class _Reading(Collector):
    """Reads figures at the moment of asking."""

    def __init__(self, figures: Callable[[], Iterable[Metric]], unread: Counter) -> None:
        self._figures, self._unread = figures, unread

    def collect(self) -> Iterable[Metric]:
        try:
            return list(self._figures())
        except Exception:  # The database may be away: the other figures are wanted all the more.
            self._unread.inc()
            return []


class _Labelled(Collector):
    """What another collector has, with more labels on every sample."""

    def __init__(self, inner: Collector, labels: Mapping[str, str]) -> None:
        self._inner, self._labels = inner, dict(labels)

    def collect(self) -> Iterator[Metric]:
        for metric in self._inner.collect():
            metric.samples = [one._replace(labels={**self._labels, **one.labels}) for one in metric.samples]
            yield metric
