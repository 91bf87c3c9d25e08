"""OpenTelemetry, by configuration only: where a request's time went, never what was in it.

A span has the route's template, the command's or the query's name, the outcome and positions; no path, no query
string, no arguments, and of an error its kind alone. The provider is our own and is never made the process's: the
framework's own instrumentation, which would write down inputs that failed to validate, stays silent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta

from opentelemetry.exporter.otlp.proto.http import Compression
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import INVALID_SPAN, NoOpTracer, Span, SpanKind, StatusCode, Tracer
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.asgi.requests import header, route_of

_PARENTS = TraceContextTextMapPropagator()
_PARENT_HEADERS = ("traceparent", "tracestate")


@contextmanager
def tracing(
    endpoint: str,
    *,
    ledger: str,
    process: str,
    headers: Mapping[str, str] | None = None,
    patience: timedelta = timedelta(seconds=3),
) -> Iterator[Tracer]:
    """Send spans to a collector by OTLP over HTTP while the block is open; what is left is sent at its end.

    `endpoint` is the whole URL (`http://collector:4318/v1/traces`). A collector that is away costs spans, nothing
    else: `patience` is how long one sending is tried, and so how much longer the process takes to end.
    """
    names = {"service.name": "subsidy-ledger", "service.namespace": ledger, "service.instance.id": process}
    provider = TracerProvider(resource=Resource(names), shutdown_on_exit=False)
    exporter = OTLPSpanExporter(
        endpoint=endpoint, headers=dict(headers or {}), timeout=patience.total_seconds(), compression=Compression.Gzip
    )
    provider.add_span_processor(BatchSpanProcessor(exporter))
    try:
        yield provider.get_tracer("subsidy_ledger")
    finally:
        provider.shutdown()


@contextmanager
def span(tracer: Tracer, name: str, *, answers: tuple[type[Exception], ...] = ()) -> Iterator[Span]:
    """Open a span around a piece of work. Of an error that passes it keeps the kind; `answers` are not errors."""
    if isinstance(tracer, NoOpTracer):
        yield INVALID_SPAN
        return
    with tracer.start_as_current_span(name, record_exception=False, set_status_on_exception=False) as opened:
        try:
            yield opened
        except answers:
            raise
        except BaseException as error:
            opened.set_attribute("error.type", type(error).__name__)
            opened.set_status(StatusCode.ERROR)
            raise


class Traced:
    """Opens a span for each request, inside the one the caller names in `traceparent`."""

    def __init__(self, app: ASGIApp, *, tracer: Tracer) -> None:
        self._app, self._tracer = app, tracer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or isinstance(self._tracer, NoOpTracer):
            await self._app(scope, receive, send)
            return
        method = scope["method"]
        parent = _PARENTS.extract({name: header(scope, name) for name in _PARENT_HEADERS})
        with self._tracer.start_as_current_span(
            method, context=parent, kind=SpanKind.SERVER, record_exception=False, set_status_on_exception=False
        ) as opened:

            async def send_noting_status(message: Message) -> None:
                if message["type"] == "http.response.start":
                    opened.set_attribute("http.response.status_code", message["status"])
                    if message["status"] >= 500:
                        opened.set_status(StatusCode.ERROR)
                await send(message)

            try:
                await self._app(scope, receive, send_noting_status)
            except BaseException as error:
                opened.set_attribute("error.type", type(error).__name__)
                opened.set_status(StatusCode.ERROR)
                raise
            finally:
                route = route_of(scope)
                opened.update_name(f"{method} {route}")
                opened.set_attribute("http.request.method", method)
                opened.set_attribute("http.route", route)
                state = scope.get("state", {})
                if request_id := state.get("request_id"):
                    opened.set_attribute("ledger.request_id", request_id)
                if problem := state.get("problem"):
                    opened.set_attribute("ledger.problem", problem)
