"""What a process of the service counts and measures, and what it can say of the ledger, as OpenMetrics text.

Every series of a process says which `ledger` and which `process` it is of; figures of the ledger itself, the same
whichever process reads them, say the `ledger` only. Processes that share one address tell their figures to one another
(`shared_metrics.py`), so that whichever is asked answers for all. The library's own way for several processes was not
taken: it is switched on by an environment variable before the first import, leaves a file behind for every process
that ever ran, and knows no figure that is read at the moment of asking.
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
    """The figures of one process, `process` by name, and what it can read of its ledger."""

    def __init__(self, *, ledger: str, process: str) -> None:
        self._own_labels, self._ledger_labels = {"ledger": ledger, "process": process}, {"ledger": ledger}
        self._own, self._of_ledger = CollectorRegistry(auto_describe=False), CollectorRegistry(auto_describe=False)
        self._beside: Callable[[], Iterable[Metric]] = tuple
        own = self._own
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
        """Have one figure of the ledger read whenever somebody asks; a failure leaves it out and is counted."""
        self.collect(lambda: [GaugeMetricFamily(name, explained, value())])

    def unsealed_entries(self, count: Callable[[], int]) -> None:
        """Have the entries counted that no signed checkpoint covers yet; said by whoever seals."""
        self.gauge("ledger_unsealed_entries", "Entries that no signed checkpoint covers yet.", count)

    def unsealed_seconds(self, age: Callable[[], float]) -> None:
        """Have the age of the oldest of these read."""
        self.gauge("ledger_unsealed_seconds", "Age of the oldest entry that no signed checkpoint covers yet.", age)

    def collect(self, figures: Callable[[], Iterable[Metric]], *, of_process: bool = False) -> None:
        """Have figures read whenever somebody asks; a failure leaves them out and is counted.

        They are the ledger's, or with `of_process` this process's own. (`ledger_figures.py` has both kinds.)
        """
        (self._own if of_process else self._of_ledger).register(_Reading(figures, self._unread))

    def beside(self, others: Callable[[], Iterable[Metric]]) -> None:
        """Have other processes' own figures told beside ours, as `own` of each gave them."""
        self._beside = others

    def own(self) -> Iterator[Metric]:
        """Yield this process's own figures, labelled."""
        return _labelled(self._own, self._own_labels)

    def text(self) -> bytes:
        """Return all figures as OpenMetrics text (see CONTENT_TYPE). Reads the database: not for the event loop."""
        of_ledger = list(_labelled(self._of_ledger, self._ledger_labels))  # First: what fails there is counted in ours.
        families = _Families([*self.own(), *self._beside(), *of_ledger])
        text: bytes = generate_latest(families)  # type: ignore[no-untyped-call]  # the library has no types there
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


class _Families(Collector):
    """Figures with all samples of one name together, as the format has it."""

    def __init__(self, figures: Iterable[Metric]) -> None:
        self._families: dict[str, Metric] = {}
        for figure in figures:
            known = self._families.setdefault(figure.name, figure)
            if known is not figure:
                known.samples = [*known.samples, *figure.samples]

    def collect(self) -> Iterable[Metric]:
        return self._families.values()


def _labelled(registry: Collector, labels: Mapping[str, str]) -> Iterator[Metric]:
    for metric in registry.collect():
        metric.samples = [one._replace(labels={**labels, **one.labels}) for one in metric.samples]
        yield metric
