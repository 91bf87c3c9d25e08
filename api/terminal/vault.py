"""vault: people's keys apart from the backup, another master key, and what erasing leaves in the files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.terminal import printing
from api.terminal.options import AFile
from api.terminal.progress import progress
from api.terminal.session import session_of

app = typer.Typer(name="vault", help="保险库：密钥备份、主密钥更换、覆写 / The vault's keys", no_args_is_help=True)


@app.command()
def keys(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(dir_okay=False, help="密钥备份；替换同名旧文件 / Replaces the one before")],
) -> None:
    """备份人员密钥（不在 backup 中），始终只留最新一份。 / Back up people's keys, which no backup has."""
    session = session_of(ctx)
    held = session.door.back_up_keys(session.settings, file, say=session.say)
    session.answer({"file": str(file), **printing.plain(held)})
    session.say(
        session.text(
            "请删除更早的密钥备份：其中可能有此后已删除人员的密钥。",
            "Destroy every earlier key file: it may have keys of people who were erased since.",
        )
    )


@app.command("bring-keys")
def bring_keys(ctx: typer.Context, file: AFile) -> None:
    """恢复备份后带回人员密钥；其间已删除的人员不会恢复。 / Bring keys back after a restore; the erased stay erased."""
    session = session_of(ctx)
    held = session.door.bring_keys(session.settings, file, say=session.say)
    session.answer({"file": str(file), **printing.plain(held)})


@app.command()
def rotate(ctx: typer.Context) -> None:
    """更换主密钥；可在服务运行时进行，中断后重新运行即可。 / Change the master key; run again if interrupted."""
    session = session_of(ctx)
    by = session.officer()
    with progress(session.text("更换", "Rotating")) as bar:
        done = session.door.rotate_master_key(session.settings, by=by, say=session.say, progress=bar)
    if session.as_json:
        session.print_json({"ledgers": done})
    else:
        session.table(session.text("主密钥", "Master key"), ("ledger", "from_key", "to_key", "people"), done)
    session.say(
        session.text(
            "请立即备份新的主密钥与人员密钥（vault keys），并销毁旧主密钥的所有副本。",
            "Copy the new master key, write a new key file (vault keys), and destroy every copy of the old key.",
        )
    )


@app.command()
def overwrite(ctx: typer.Context) -> None:
    """删除人员之后，从数据库文件中抹去其字节。 / After erasing: take the bytes out of the database's files."""
    session = session_of(ctx)
    done = session.door.overwrite(session.settings, by=session.officer(), say=session.say)
    session.answer(printing.plain(done))


@app.command()
def reindex(ctx: typer.Context) -> None:
    """由加密档案重建号码索引与相似标记。 / Make the blind index and tokens of likeness anew."""
    session = session_of(ctx)
    session.answer({"people": session.door.reindex(session.settings, say=session.say)})
