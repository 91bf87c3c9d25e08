"""serve, openapi: the service over HTTP, and its description."""

from __future__ import annotations

from typing import Annotated

import typer

from api.terminal.session import session_of


def add_to(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("serve")(serve)
    app.command("openapi")(openapi)


def serve(
    ctx: typer.Context,
    address: Annotated[str | None, typer.Option("--address", help="监听地址 / Address to listen on")] = None,
    port: Annotated[int | None, typer.Option("--port", help="监听端口，0 为任选 / Port, 0 for any")] = None,
    processes: Annotated[int | None, typer.Option("--processes", help="进程数 / Processes")] = None,
) -> None:
    """以 HTTP 提供服务，直到被停止。 / Serve over HTTP until stopped."""
    session = session_of(ctx)
    session.given |= {"address": address, "port": port, "processes": processes}
    session.door.serve(session.settings, say=session.say)


def openapi(ctx: typer.Context) -> None:
    """打印接口说明（OpenAPI 3.1），无需数据库。 / Print the OpenAPI document; no database is needed."""
    session = session_of(ctx)
    session.print_json(session.door.openapi())
