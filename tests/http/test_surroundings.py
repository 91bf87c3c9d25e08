"""What stands around the routes of the real service: headers, limits, figures, lines."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO

import httpx2
import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from domain.accounts.roles import Role
from infrastructure.bootstrap import Office
from tests.support.service import LEDGER, Service

COOKIE = {"Cookie": "ledger_session=x"}


def test_every_answer_keeps_browsers_from_doing_more_than_showing_it(service: Service) -> None:
    for answer in (
        service.get(Role.AUDITOR, "/v1/session"),
        service.get(None, "/v1/position"),
        service.get(None, "/no"),
    ):
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "strict-transport-security" not in answer.headers
    assert service.get(None, "/v1/position").headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "headers", "body", "status", "code"),
    [
        ("/v1/session", COOKIE | {"Sec-Fetch-Site": "cross-site"}, b"{}", 403, "cross_site"),
        ("/v1/session", {"Host": "evil.example"}, b"{}", 421, "host_not_served"),
        ("/v1/session", {}, b" " * (1024 * 1024 + 1), 413, "body_too_large"),
    ],
)
def test_what_is_refused_before_a_route_is_a_problem_in_the_language_asked_for(
    service: Service, path: str, headers: dict[str, str], body: bytes, status: int, code: str
) -> None:
    sentences = set()
    for language in ("zh-CN", "en"):
        answer = service.ask(None, "POST", path, headers=headers | {"Accept-Language": language}, content=body)
        told = answer.json()
        assert (answer.status_code, told["code"], told["type"]) == (status, code, f"/problems/{code}")
        assert answer.headers["content-language"] == language
        assert answer.headers["x-request-id"]
        sentences.add(told["detail"])
    assert len(sentences) == 2


def test_figures_of_the_ledger_the_process_and_its_pools_are_told(service: Service) -> None:
    service.get(Role.AUDITOR, "/v1/position")
    answer = service.get(Role.ADMINISTRATOR, "/metrics")
    assert answer.status_code == 200, answer.text
    families = {one.name for one in text_string_to_metric_families(answer.text)}  # type: ignore[no-untyped-call]  # the library says no types
    assert {
        "http_requests",
        "http_request_seconds",
        "http_requests_in_flight",
        "ledger_head_position",
        "ledger_view_lag_positions",
        "ledger_view_lag_seconds",
        "ledger_query_seconds",
        "ledger_pool_waits",
    } <= families
    assert re.search(r'http_requests_total\{[^}]*route="/v1/position",status="200"\} [1-9]', answer.text)
    assert 'ledger_figures_unread_total{ledger="990101"' in answer.text


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_two_processes_behind_one_address_answer_for_one_another_and_write_lines_without_queries(
    service: Service,
) -> None:
    token = service.token(service.of(Role.ADMINISTRATOR))
    with two_processes(service.office) as (address, lines):
        with httpx2.Client(base_url=address, headers={"Authorization": f"Bearer {token}"}) as client:
            wait_for_both(client)
            client.get("/v1/position", params={"document": "Zhang-San"})
        assert cut_off(address) == 413
        asked = [line for line in once_logged(lines) if line.get("route") == "/v1/position"]
    assert asked[0]["status"] in (200, 403)
    assert asked[0]["account"] == "admin"
    assert "Zhang" not in json.dumps(lines)
    assert list((service.office.home / "metrics").iterdir()) == []


def wait_for_both(client: httpx2.Client) -> None:
    """Ask until whoever answers tells of two processes."""
    for _ in range(1200):
        text = ""
        with suppress(httpx2.ConnectError):  # It is still starting.
            text = client.get("/metrics", headers={"Connection": "close"}).text
        if len(set(re.findall(r'http_requests_in_flight\{[^}]*process="(\d+)"', text))) == 2:
            return
        time.sleep(0.1)
    raise AssertionError("one process only")


def cut_off(address: str) -> int:
    """Send a body without a length that goes on and on; return the status of the answer it is stopped with."""
    host, port = address.removeprefix("http://").split(":")
    kind = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
    head = f"POST /v1/session HTTP/1.1\r\nHost: {host}\r\n{kind}\r\n"
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(head.encode())
        with suppress(ConnectionError):  # It hangs up, as it should; the answer is still to be read.
            for _ in range(17):
                connection.sendall(b"10000\r\n" + b" " * 65536 + b"\r\n")
        connection.settimeout(30)
        return int(connection.recv(64).split(b" ")[1])


def once_logged(lines: list[str]) -> list[dict[str, object]]:
    """Return the lines of standard output, each of which is JSON."""
    for _ in range(1200):
        if any('"/v1/position"' in line for line in lines):
            break
        time.sleep(0.1)
    return [json.loads(line) for line in list(lines)]


@contextmanager
def two_processes(office: Office) -> Iterator[tuple[str, list[str]]]:
    """Serve with two processes on a free port; yield the address and the lines of standard output as they come."""
    command = [sys.executable, "-m", "api.cli", "serve", "--port", "0", "--processes", "2"]
    surroundings = os.environ | {"DATABASE_URL": office.conninfo, "SUBSIDY_LEDGER_LEDGER": LEDGER}
    surroundings |= {"SUBSIDY_LEDGER_HOME": str(office.home)}
    with subprocess.Popen(
        command, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as serving:
        lines: list[str] = []
        reader = threading.Thread(target=_collect, args=(serving.stdout, lines))
        reader.start()
        try:
            assert serving.stderr is not None
            yield next(found[0] for line in serving.stderr if (found := re.findall(r"http://[\d.]+:\d+", line))), lines
        finally:
            serving.terminate()
            _, said = serving.communicate(timeout=60)
            reader.join()
            print(said)


def _collect(stream: IO[str] | None, lines: list[str]) -> None:
    assert stream is not None
    lines.extend(stream)
