"""A witness on the network: C2SP tlog-witness `add-checkpoint` over HTTP, with nothing but the standard library."""

from __future__ import annotations

import http.server
import os
import re
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

from domain.proofs.rejections import NotTheNewestHead
from domain.proofs.submissions import LARGEST, parse_submission
from domain.rejected import Rejected
from infrastructure.proofs import durable
from infrastructure.proofs.witness import Witness

PATH = "/add-checkpoint"
SECONDS_TO_ASK = 10.0
SIZE_TYPE = "text/x.tlog.size"

_LENGTH = re.compile(r"[0-9]{1,12}")

STATUS = {
    "unknown_origin": HTTPStatus.NOT_FOUND,
    "nobody_trusted_signed": HTTPStatus.FORBIDDEN,
    "signature_wrong": HTTPStatus.FORBIDDEN,
    "not_the_newest_head": HTTPStatus.CONFLICT,
    "tree_forked": HTTPStatus.CONFLICT,
    "consistency_not_proven": HTTPStatus.UNPROCESSABLE_ENTITY,
    "witness_forgot": HTTPStatus.SERVICE_UNAVAILABLE,
}
"""What each refusal is over HTTP; any other one means that the request is malformed."""


class WitnessAtWork(Rejected):
    """Another process is the witness of {folder} already."""

    code = "witness_at_work"
    zh = "{folder} 的见证服务已在另一进程中运行。"


class WitnessServer(http.server.ThreadingHTTPServer):
    """Answers for one witness. `server_address` says where."""

    daemon_threads = True

    def __init__(self, witness: Witness, host: str, port: int) -> None:
        self.witness = witness
        super().__init__((host, port), _Submitted)


class _Submitted(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "subsidy-ledger-witness"
    sys_version = ""
    timeout = SECONDS_TO_ASK

    def do_POST(self) -> None:
        assert isinstance(self.server, WitnessServer)
        length = self.headers.get("Content-Length", "")
        if not _LENGTH.fullmatch(length):
            return self._hang_up(HTTPStatus.LENGTH_REQUIRED)
        if int(length) > LARGEST:
            return self._hang_up(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        body = self.rfile.read(int(length))
        if self.path != PATH:
            return self._answer(HTTPStatus.NOT_FOUND, "nothing is submitted here\n")
        try:
            lines = self.server.witness.cosign(parse_submission(body.decode()))
        except UnicodeDecodeError:
            return self._answer(HTTPStatus.BAD_REQUEST, "not UTF-8\n")
        except NotTheNewestHead as refusal:
            return self._answer(HTTPStatus.CONFLICT, f"{refusal.facts['last']}\n", SIZE_TYPE)
        except Rejected as refusal:
            status = STATUS.get(refusal.code, HTTPStatus.BAD_REQUEST)
            return self._answer(status, f"{refusal.sentence('en')}\n")
        return self._answer(HTTPStatus.OK, lines)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Say nothing: what matters is kept in the witness's folder."""

    def _answer(self, status: HTTPStatus, text: str, kind: str = "text/plain; charset=utf-8") -> None:
        content = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _hang_up(self, status: HTTPStatus) -> None:
        """Answer without having read what was sent, which cannot be told from the next request then."""
        self.close_connection = True
        self._answer(status, f"{status.phrase}\n")


def serve(folder: Path, host: str, port: int, *, say: Callable[[str], None]) -> None:
    """Be the witness of a folder until told to stop. Raises what `serving` raises."""
    with serving(folder, host, port) as server:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
        say(f"http://{host}:{server.server_address[1]}{PATH}")
        server.serve_forever(poll_interval=0.1)


@contextmanager
def serving(folder: Path, host: str, port: int) -> Iterator[WitnessServer]:
    """Make ready to be the witness of a folder; call `serve_forever` inside.

    Raises WitnessAtWork, SigningKeyMissing and its kin.
    """
    lock = durable.held(folder / "witness.lock") if folder.is_dir() else None
    if lock is None and folder.is_dir():
        raise WitnessAtWork(folder=folder)
    try:
        with WitnessServer(Witness(folder), host, port) as server:
            yield server
    finally:
        if lock is not None:
            os.close(lock)
