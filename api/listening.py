"""Where the service listens: one process, or several behind one address.

Several are forked from a server of forks that has imported the application and done nothing else (`forkserver` of
multiprocessing). Importing takes seconds; so it is done once, one that died is replaced at once, and all share it.
"""

from __future__ import annotations

import logging
import multiprocessing
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import uvicorn
from starlette.types import ASGIApp
from uvicorn import _subprocess
from uvicorn.supervisors import Multiprocess

from api.http.logs import configure_logging
from api.http.outside import THIS_MACHINE, is_encrypted

ANSWERS_WITHIN_SECONDS = 120
"""A process that died is replaced at once; one that hangs, after this. Starting on a busy machine takes some seconds
before a process can answer that it lives, and must not be taken for hanging."""

Say = Callable[[str], object]


class Reached(Protocol):
    """What the settings say of where to listen."""

    @property
    def address(self) -> str: ...
    @property
    def port(self) -> int: ...
    @property
    def processes(self) -> int: ...
    @property
    def proxies(self) -> Any: ...
    @property
    def public_address(self) -> str: ...


@dataclass(frozen=True, slots=True)
class _Application:
    """Makes the application of a process, in that process."""

    settings: Any
    level: int

    def __call__(self) -> ASGIApp:
        from api import asgi

        return asgi.of_process(self.settings, self.level)


def listen(settings: Reached, *, say: Say, opened: Say | None = None) -> None:
    """Serve until told to stop; requests under way are answered first. Raises OSError if the address is taken.

    `opened` is told the address once it is ours; whoever looks at that is shown no log lines but of trouble.
    """
    level = logging.WARNING if opened else logging.INFO
    if not is_encrypted(settings.public_address) and settings.address not in THIS_MACHINE:
        say(
            "注意：没有 TLS，途经的任何人都能读到口令和令牌；请在前面放置 https 服务，"
            "并设置 SUBSIDY_LEDGER_PUBLIC_ADDRESS。"
            " / Without TLS anybody on the way reads passwords and tokens; put https in front."
        )
    config = uvicorn.Config(
        _Application(settings, level),
        factory=True,
        host=settings.address,
        port=settings.port,
        workers=settings.processes,
        access_log=False,
        log_config=None,
        server_header=False,
        date_header=True,
        proxy_headers=True,
        forwarded_allow_ips=settings.proxies,
        timeout_graceful_shutdown=30,
        timeout_worker_healthcheck=ANSWERS_WITHIN_SECONDS,
        limit_max_requests=None,
    )
    configure_logging(sys.stdout, level=level)
    socket = config.bind_socket()
    here = f"http://{settings.address}:{socket.getsockname()[1]}/"
    if opened:
        opened(here)
    else:
        say(f"{here} · {here}v1/openapi.json")
    if settings.processes == 1:
        uvicorn.Server(config).run(sockets=[socket])
    else:
        _fork_from_one_that_is_ready()
        Multiprocess(config, sockets=[socket]).run()


def _fork_from_one_that_is_ready() -> None:
    """Have uvicorn start its processes so; it knows only how to start each from nothing, and offers no choice."""
    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload(["api.asgi"])
    _subprocess.spawn = forking  # type: ignore[assignment]  # the one name by which uvicorn starts processes
