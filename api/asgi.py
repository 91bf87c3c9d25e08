"""The service's door: what a web server runs. It puts the parts together and does nothing else."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import structlog
from opentelemetry.trace import Tracer
from starlette.types import ASGIApp

from api.http import ledger_figures
from api.http.feed import FedEntry
from api.http.hands import THREADS
from api.http.logs import configure_logging
from api.http.metrics import Metrics
from api.http.outside import Outside
from api.http.services import Services
from api.http.serving import surrounded
from api.http.shared_metrics import shared
from api.http.tracing import tracing
from api.http.watching import watched
from infrastructure import bootstrap

if TYPE_CHECKING:
    from infrastructure.bootstrap import Office, Settings


class LogFeed:
    """Behind `api.http.feed.Feed`."""

    def __init__(self, office: Office) -> None:
        self._log = office.log
        self.ledger = office.log.ledger

    def head(self) -> int:
        return self._log.head()

    def entries(self, after: int, *, limit: int) -> Sequence[FedEntry]:
        return [FedEntry(row[0], row[5]) for row in self._log.entries(after, limit=limit)]

    def wait_beyond(self, position: int, seconds: int) -> int:
        return self._log.wait_beyond(position, seconds=seconds)


def services(settings: Settings, office: Office, metrics: Metrics, tracer: Tracer | None = None) -> Services:
    """Return what the service needs of one office."""
    outside = _outside(settings)
    return Services(
        desk=watched(office.desk, metrics, tracer),
        credentials=office.credentials,
        openid=bootstrap.openid_login(settings),
        lists=bootstrap.lists(office.desk.clock),
        bank_lists=bootstrap.bank_lists(),
        read_policy=bootstrap.policy,
        feed=LogFeed(office),
        jobs=office.jobs,
        exports=bootstrap.exports(),
        metrics=metrics,
        seals=office.seals,
        printer=bootstrap.printer(),
        secure_cookies=outside.is_encrypted,
        public_address=settings.public_address,
        settings=bootstrap.shown_settings(settings),
        public_notice_days=settings.public_notice_days,
    )


def application(settings: Settings) -> ASGIApp:
    """Return the application of one process. Its ledger is opened when it starts and closed when it ends.

    Where nobody has said how to log, lines go to standard output as `serve` writes them: structlog's own way would
    print the values around an error, and those may be somebody's.
    """
    if not structlog.is_configured():
        configure_logging(sys.stdout, level=logging.INFO)
    process = str(os.getpid())
    metrics, spans = Metrics(ledger=settings.ledger, process=process), ExitStack()
    tracer: Tracer | None = None
    if settings.tracing_address:
        tracer = spans.enter_context(tracing(settings.tracing_address, ledger=settings.ledger, process=process))

    @contextmanager
    def opening() -> Iterator[Services]:
        with spans, bootstrap.serving(settings, say=_say, threads=THREADS) as office:
            metrics.collect(ledger_figures.of_ledger(office.desk))
            if settings.seal:
                metrics.unsealed_entries(office.seals.unsealed)
                metrics.unsealed_seconds(ledger_figures.age_of_unsealed(office.seals, office.desk.clock))
            metrics.collect(ledger_figures.of_pools(office.pools), of_process=True)
            if settings.processes > 1:  # Behind one address: whichever is asked answers for all.
                watching = multiprocessing.parent_process()  # Not what forked us: that may be another one tomorrow.
                service, folder = str(watching.pid if watching else os.getppid()), settings.home / "metrics"
                spans.enter_context(shared(metrics, folder, service=service, process=process))
            yield services(settings, office, metrics, tracer)

    return surrounded(
        opening,
        _outside(settings),
        metrics=metrics,
        tracer=tracer,
        unavailable=bootstrap.UNAVAILABLE,
        threads=THREADS,
    )


def of_process(settings: Settings, level: int) -> ASGIApp:
    """Return the application of a process that was started for it; it ends with the one that started it."""
    configure_logging(sys.stdout, level=level)
    _end_with_parent()
    return application(settings)


def _end_with_parent() -> None:
    """Stop when the process that started this one is gone: nobody would stop or replace it, and it has the address."""
    if parent := multiprocessing.parent_process():

        def wait() -> None:
            parent.join()
            os.kill(os.getpid(), signal.SIGTERM)

        threading.Thread(target=wait, name="end-with-parent", daemon=True).start()


def _outside(settings: Settings) -> Outside:
    return Outside(
        settings.ledger,
        settings.public_address,
        tuple(settings.hosts),
        public_per_minute=settings.public_requests_per_minute,
        public_at_once=settings.public_requests_at_once,
        address_book=settings.home / "addresses.table",
    )


def _say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
