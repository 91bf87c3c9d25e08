"""signer: new keys for the log's signer."""

from __future__ import annotations

import uuid

import typer

from api.terminal.options import CommandId
from api.terminal.session import session_of

app = typer.Typer(name="signer", help="签名进程：更换密钥 / The signer of the log", no_args_is_help=True)


@app.command()
def rotate(ctx: typer.Context, command_id: CommandId = None) -> None:
    """更换签名密钥：由旧密钥在日志中公告，下一检查点起启用。 / Bring new keys into use, announced by the old ones."""
    session = session_of(ctx)
    by, asked = session.officer(), command_id or f"cli-{uuid.uuid4()}"
    held = session.door.rotate_keys(session.settings, by=by, command_id=asked, say=session.say)
    session.answer({"position": held.position, "keys": list(held.keys)})


@app.command("keys")
def verifier_keys(ctx: typer.Context) -> None:
    """打印现用验证公钥。 / Print the verifier keys in use, one a line."""
    session = session_of(ctx)
    found = session.door.verifier_keys(session.settings)
    if session.as_json:
        session.print_json({"keys": list(found)})
        return
    for key in found:
        typer.echo(key)
