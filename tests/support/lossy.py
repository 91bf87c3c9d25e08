"""A way to the service that loses answers: each request arrives and is carried out, and the answer is thrown away."""

from __future__ import annotations

import socket
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum


class Fate(StrEnum):
    """What becomes of one answer."""

    WHOLE = "whole"
    LOST = "lost"
    """The line goes dead when the answer is there."""
    CUT = "cut"
    """Half of the answer arrives."""


@dataclass
class Lossy:
    """`fates` are used up one an answer; then all arrive whole. `answered` counts what the service answered."""

    address: str
    fates: deque[Fate] = field(default_factory=deque)
    answered: int = 0


@contextmanager
def lossy_way(address: str) -> Iterator[Lossy]:
    """Stand before a service at `http://host:port`; yield where to ask instead."""
    host, port = address.removeprefix("http://").split(":")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        way = Lossy(f"http://127.0.0.1:{listening.getsockname()[1]}")
        threading.Thread(target=_serve, args=(listening, (host, int(port)), way), daemon=True).start()
        yield way
        listening.shutdown(socket.SHUT_RDWR)


def _serve(listening: socket.socket, upstream: tuple[str, int], way: Lossy) -> None:
    with suppress(OSError):
        while True:
            client, _ = listening.accept()
            threading.Thread(target=_pass_on, args=(client, upstream, way), daemon=True).start()


def _pass_on(client: socket.socket, upstream: tuple[str, int], way: Lossy) -> None:
    """Carry one request over, wait for the whole answer, and do to it what is its fate."""
    with client, suppress(OSError), socket.create_connection(upstream) as service:
        service.sendall(_message(client))
        answer = _message(service)
        way.answered += 1
        fate = way.fates.popleft() if way.fates else Fate.WHOLE
        if fate is not Fate.LOST:
            client.sendall(answer if fate is Fate.WHOLE else answer[: len(answer) - 20])


def _message(line: socket.socket) -> bytes:
    """Return one request or answer, whose body says its length; the last on its connection."""
    read = b""
    while b"\r\n\r\n" not in read:
        read += _some(line)
    head, _, body = read.partition(b"\r\n\r\n")
    names = dict(one.lower().split(b":", 1) for one in head.split(b"\r\n")[1:])
    length = int(names.get(b"content-length", b"0"))
    while len(body) < length:
        body += _some(line)
    kept = [one for one in head.split(b"\r\n") if not one.lower().startswith(b"connection:")]
    return b"\r\n".join([*kept, b"connection: close"]) + b"\r\n\r\n" + body


def _some(line: socket.socket) -> bytes:
    piece = line.recv(65536)
    if not piece:
        raise OSError("hung up")
    return piece
