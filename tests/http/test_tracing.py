"""Spans reach a collector by OTLP over HTTP, and hold nothing of what was asked."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from fastapi import APIRouter, FastAPI
from opentelemetry import trace
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

from api.http.metrics import Metrics
from api.http.tracing import Traced, tracing
from api.http.watching import watched
from application.desk import Desk
from domain.funds.rejections import NoSuchLine
from tests.http.asgi.asking import ask
from tests.http.test_metrics import CLERK, Collect, collect
from tests.support.office import an_office


class Collector:
    """A collector on loopback that keeps what it is sent."""

    def __init__(self) -> None:
        self.sent: list[ExportTraceServiceRequest] = []
        self.paths: set[str] = set()
        collector = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                if self.headers.get("content-encoding") == "gzip":
                    body = gzip.decompress(body)
                collector.sent.append(ExportTraceServiceRequest.FromString(body))
                collector.paths.add(self.path)
                self.send_response(200)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Keep quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.endpoint = f"http://127.0.0.1:{self.server.server_address[1]}/v1/traces"

    @property
    def spans(self) -> dict[str, Span]:
        """Return the spans by name."""
        return {
            span.name: span
            for request in self.sent
            for resource in request.resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        }

    @property
    def resource(self) -> dict[str, str]:
        """Return what the process says of itself."""
        return _texts(self.sent[0].resource_spans[0].resource)


@contextmanager
def a_collector() -> Iterator[Collector]:
    collector = Collector()
    thread = threading.Thread(target=collector.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield collector
    finally:
        collector.server.shutdown()
        collector.server.server_close()
        thread.join()


def _texts(holder: object) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in holder.attributes:  # type: ignore[attr-defined]  # the generated classes share no base
        kind = one.value.WhichOneof("value")
        found[one.key] = str(getattr(one.value, kind))
    return found


def service(desk: Desk) -> FastAPI:
    router = APIRouter(prefix="/people")

    @router.post("/{number}/collect")
    def collect_fee(number: str, name: str) -> dict[str, int]:
        desk.views.position()
        return {"position": collect(desk, "command-1").position}

    app = FastAPI()
    app.include_router(router, prefix="/v1")
    return app


def test_a_request_its_command_its_append_and_its_query_are_one_trace_without_what_was_asked() -> None:
    with a_collector() as collector:
        with tracing(collector.endpoint, ledger="340700", process="8000") as tracer:
            desk = watched(an_office().desk, Metrics(ledger="340700", process="8000"), tracer)
            told = ask(
                Traced(service(desk), tracer=tracer),
                "POST",
                "/v1/people/990101199003070011/collect",
                query_string=b"name=Zhang",
                headers={"traceparent": f"00-{'ab' * 16}-{'cd' * 8}-01"},
            )
        assert told.status == 200
        spans = collector.spans
    request = spans["POST /v1/people/{number}/collect"]
    command, append, query = spans["command Collect"], spans["append"], spans["query position"]
    assert {one.trace_id for one in spans.values()} == {bytes.fromhex("ab" * 16)}
    assert request.parent_span_id == bytes.fromhex("cd" * 8)
    assert command.parent_span_id == query.parent_span_id == request.span_id
    assert append.parent_span_id == command.span_id
    assert _texts(request) == {
        "http.request.method": "POST",
        "http.route": "/v1/people/{number}/collect",
        "http.response.status_code": "200",
    }
    assert _texts(command) == {"ledger.outcome": "answered", "ledger.position": "1"}
    assert _texts(append) == {"ledger.entries": "1"}
    assert _texts(query) == {}
    assert collector.resource["service.instance.id"] == "8000"
    everything = b"".join(one.SerializeToString() for one in collector.sent)
    assert b"Zhang" not in everything
    assert b"990101" not in everything
    assert collector.paths == {"/v1/traces"}


def test_a_refusal_is_an_answer_and_a_failure_is_told_by_its_kind_alone() -> None:
    def refuse(_: object) -> None:
        raise NoSuchLine(line="x")

    def fail(_: object) -> None:
        raise ValueError("Zhang San")

    with a_collector() as collector:
        with tracing(collector.endpoint, ledger="l", process="p") as tracer:
            desk = watched(an_office().desk, Metrics(ledger="l", process="p"), tracer)
            with pytest.raises(NoSuchLine):
                desk.take(Collect(command_id="command-1"), refuse, by=CLERK)
            refused = tracer
        with tracing(collector.endpoint, ledger="l", process="p") as tracer:
            assert tracer is not refused
            failing = watched(an_office().desk, Metrics(ledger="l", process="p"), tracer)
            with pytest.raises(ValueError, match="Zhang"):
                failing.take(Collect(command_id="command-2"), fail, by=CLERK)
        first, second = (one.resource_spans[0].scope_spans[0].spans[0] for one in collector.sent)
        assert b"Zhang" not in b"".join(one.SerializeToString() for one in collector.sent)
    assert first.status.code == Status.STATUS_CODE_UNSET
    assert _texts(first) == {"ledger.outcome": "refused", "ledger.refusal": NoSuchLine.code}
    assert second.status.code == Status.STATUS_CODE_ERROR
    assert _texts(second) == {"ledger.outcome": "failed", "error.type": "ValueError"}
    assert list(second.events) == []


def test_a_collector_that_is_away_costs_spans_and_nothing_else() -> None:
    with a_collector() as collector:
        endpoint = collector.endpoint
    patience = timedelta(milliseconds=100)
    with tracing(endpoint, ledger="l", process="p", patience=patience) as tracer:
        desk = watched(an_office().desk, Metrics(ledger="l", process="p"), tracer)
        assert collect(desk, "command-1").position == 1


def test_the_process_s_own_provider_is_left_alone_so_that_the_framework_s_instrumentation_stays_silent() -> None:
    with a_collector() as collector, tracing(collector.endpoint, ledger="l", process="p"):
        assert not trace.get_tracer("fastapi").start_span("x").is_recording()
