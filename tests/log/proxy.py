"""A socket between client and server that can break at the one moment that matters: around a COMMIT."""

from __future__ import annotations

import socket
import threading
from pathlib import Path
from typing import Literal

from psycopg.conninfo import conninfo_to_dict, make_conninfo

COMMIT = b"COMMIT\x00"
Moment = Literal["never", "before", "after"]


class Proxy:
    """Listens on a Unix socket in `folder`. Set `breaks` to cut the line `before` a commit or `after` its answer.

    It breaks once; then it is whole again.
    """

    def __init__(self, conninfo: str, folder: Path) -> None:
        given = conninfo_to_dict(conninfo)
        host, port = str(given.get("host", "localhost")).split(",")[0], str(given.get("port", "5432"))
        self._server = f"{host}/.s.PGSQL.{port}" if host.startswith("/") else (host, int(port))
        self.conninfo = make_conninfo(conninfo, host=str(folder), port="5432", gssencmode="disable")
        self.breaks: Moment = "never"
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(folder / ".s.PGSQL.5432"))
        self._listener.listen()
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Stop listening."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            family = socket.AF_UNIX if isinstance(self._server, str) else socket.AF_INET
            server = socket.socket(family)
            server.connect(self._server)
            threading.Thread(target=self._asks, args=(client, server), daemon=True).start()
            threading.Thread(target=self._answers, args=(server, client), daemon=True).start()

    def _asks(self, client: socket.socket, server: socket.socket) -> None:
        while data := _received(client):
            if COMMIT in data and self.breaks != "never":
                if self.breaks == "after":
                    # From now on the server's answer goes nowhere; it has it all the same.
                    client.shutdown(socket.SHUT_WR)
                    _send(server, data)
                    self.breaks = "never"
                    continue
                self.breaks = "never"
                break
            if not _send(server, data):
                break
        _hang_up(client, server)

    def _answers(self, server: socket.socket, client: socket.socket) -> None:
        while data := _received(server):
            if not _send(client, data):
                break
        _hang_up(client, server)


def _received(side: socket.socket) -> bytes:
    try:
        return side.recv(65_536)
    except OSError:
        return b""


def _send(side: socket.socket, data: bytes) -> bool:
    try:
        side.sendall(data)
    except OSError:
        return False
    return True


def _hang_up(*sides: socket.socket) -> None:
    for side in sides:
        try:
            side.shutdown(socket.SHUT_RDWR)
        except OSError:
            continue
        finally:
            side.close()
