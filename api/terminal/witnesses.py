"""witness: cosign another office's log, and keep what it should not have signed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from api.terminal.session import session_of

app = typer.Typer(name="witness", help="见证：为其他单位的日志联署检查点 / Witness another log", no_args_is_help=True)

Folder = Annotated[Path, typer.Argument(help="见证方的文件夹，不放在数据库旁 / The witness's own folder")]
Text = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="文件 / The file")]


@app.command("init")
def make(
    ctx: typer.Context,
    folder: Folder,
    name: Annotated[str, typer.Argument(help="见证方名称，不含空格和加号 / Its name, without spaces and plus signs")],
) -> None:
    """新建见证方及其密钥。 / Make a witness and its keys."""
    _print_keys(ctx, session_of(ctx).door.make_witness(folder, name))


@app.command()
def keys(ctx: typer.Context, folder: Folder) -> None:
    """打印见证方的验证公钥。 / Print the witness's verifier keys, for others' policies."""
    _print_keys(ctx, session_of(ctx).door.witness_keys(folder))


@app.command()
def know(ctx: typer.Context, folder: Folder, file: Text) -> None:
    """登记一个日志（其验证公钥文件），自此为其联署。 / Cosign a log from now on, by its file of verifier keys."""
    session = session_of(ctx)
    session.answer({"origin": session.door.witness_know(folder, file)})


@app.command()
def follow(ctx: typer.Context, folder: Folder, file: Text) -> None:
    """按日志的更换公告（rotations 文件）改用新公钥。 / Go by a log's new keys, as its file `rotations` shows."""
    session = session_of(ctx)
    session.answer({"origin": session.door.witness_follow(folder, file)})


@app.command()
def serve(
    ctx: typer.Context,
    folder: Folder,
    address: Annotated[str, typer.Option("--address", help="监听地址 / Address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="监听端口，0 为任选 / Port, 0 for any")] = 8471,
) -> None:
    """提供见证服务（C2SP tlog-witness），直到被停止。 / Witness over HTTP until stopped."""
    session = session_of(ctx)
    session.door.serve_witness(folder, address, port, say=session.say)


@app.command()
def evidence(ctx: typer.Context, folder: Folder) -> None:
    """打印所拒绝并留存的证据：分叉、回退、截断、旧副本。 / Print what was refused and kept as evidence."""
    session = session_of(ctx)
    found = session.door.witness_evidence(folder)
    if session.as_json:
        session.print_json(
            [{"origin": one.origin, "why": one.why, "file": str(one.path), "content": one.content} for one in found]
        )
        return
    for one in found:
        typer.echo(f"{one.origin}\n{one.path}\n{one.content}")
    session.say(session.text(f"共 {len(found)} 件证据。", f"{len(found)} pieces of evidence."))


def _print_keys(ctx: typer.Context, found: Sequence[str]) -> None:
    session = session_of(ctx)
    if session.as_json:
        session.print_json({"keys": list(found)})
        return
    for key in found:
        typer.echo(key)
