"""The desk with somebody watching: commands, questions and appends are measured and traced, and stay what they are.

The watching wraps the ports where the service is put together; the road and the use cases do not know of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import Any, cast

from opentelemetry.trace import NoOpTracer, Tracer

from api.http.metrics import Metrics
from api.http.tracing import span
from application.desk import Desk
from application.ports import Conflict, Log
from application.queries import Views
from application.recorded import Change, Receipt
from application.road import Answer, Command, Decide, Officer, WouldDo
from domain.rejected import Rejected


@dataclass(frozen=True, slots=True)
class Watch:
    """Where what is seen goes to."""

    metrics: Metrics
    tracer: Tracer


@dataclass(frozen=True, slots=True)
class WatchedDesk(Desk):
    """A desk whose commands are watched. `dataclasses.replace` keeps it one."""

    watch: Watch | None = None

    def take(self, ask: Command, decide: Decide, *, by: Officer, dry_run: bool = False) -> Answer:
        """Take one command down the road."""
        assert self.watch is not None
        name, started, outcome = type(ask).__name__, time.perf_counter(), "failed"
        with span(self.watch.tracer, f"command {name}", answers=(Rejected, WouldDo)) as opened:
            try:
                answer = Desk.take(self, ask, decide, by=by, dry_run=dry_run)
                outcome = "replayed" if answer.replayed else "answered"
                opened.set_attribute("ledger.position", answer.position)
                return answer
            except WouldDo:
                outcome = "rehearsed"
                raise
            except Rejected as refusal:
                outcome = "refused"
                opened.set_attribute("ledger.refusal", refusal.code)
                raise
            finally:
                opened.set_attribute("ledger.outcome", outcome)
                self.watch.metrics.commanded(name, outcome, time.perf_counter() - started)


def watched(desk: Desk, metrics: Metrics, tracer: Tracer | None = None) -> Desk:
    """Return the desk with its commands, its questions to the views and its appends watched."""
    watch = Watch(metrics, tracer or NoOpTracer())
    parts = {part.name: getattr(desk, part.name) for part in fields(Desk)}
    parts["log"] = cast(Log, _WatchedLog(desk.log, watch))
    parts["views"] = cast(Views, _WatchedViews(desk.views, watch))
    return WatchedDesk(**parts, watch=watch)


class _WatchedLog:
    """A log whose appends are watched. Everything else it has is the log's own."""

    def __init__(self, log: Log, watch: Watch) -> None:
        self._log, self._watch = log, watch

    def __getattr__(self, name: str) -> Any:
        return getattr(self._log, name)

    def append(self, changes: Sequence[Change], **more: Any) -> Receipt:
        entries = sum(len(change.facts) for change in changes)
        started, outcome, appended = time.perf_counter(), "failed", 0
        with span(self._watch.tracer, "append", answers=(Conflict,)) as opened:
            opened.set_attribute("ledger.entries", entries)
            try:
                receipt = self._log.append(changes, **more)
                outcome, appended = "appended", entries
                return receipt
            except Conflict:
                outcome = "conflict"
                raise
            finally:
                self._watch.metrics.appended(outcome, appended, time.perf_counter() - started)


class _WatchedViews:
    """Views whose questions are watched, each under its own name, without what was asked."""

    def __init__(self, views: Views, watch: Watch) -> None:
        self._views, self._watch = views, watch

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._views, name)
        if name.startswith("_") or not callable(found):
            return found
        asked = self._timed(name, found)
        self.__dict__[name] = asked  # The next time it is found at once.
        return asked

    def _timed(self, name: str, question: Callable[..., Any]) -> Callable[..., Any]:
        def asked(*given: Any, **named: Any) -> Any:
            with self._measured(name):
                return question(*given, **named)

        return asked

    @contextmanager
    def _measured(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        try:
            with span(self._watch.tracer, f"query {name}"):
                yield
        finally:
            self._watch.metrics.queried(name, time.perf_counter() - started)
