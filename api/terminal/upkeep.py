"""status, rebuild, seal, verify, export, backup, restore: looking after a ledger."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from api.terminal import printing
from api.terminal.door import Finding, Held
from api.terminal.exits import ExitCode
from api.terminal.options import AFile
from api.terminal.progress import progress
from api.terminal.session import Session, session_of

_COLUMNS = ("check", "position", "stream", "table", "column", "what")


def add_to(app: typer.Typer) -> None:
    """Add the verbs."""
    for verb in (status, rebuild, seal, verify, export, backup, restore):
        app.command()(verb)


def status(ctx: typer.Context) -> None:
    """账本末位与各视图的进度。 / How far the log and each view are."""
    from application.queries import ViewBehind, ViewStopped

    session = session_of(ctx)
    with session.desk() as desk:
        with suppress(ViewStopped, ViewBehind):  # How far each one is, is what is asked.
            desk.views_now()
        head, states = desk.log.head(), desk.views.view_state()
    found = {"home": str(session.settings.home), "ledger": session.settings.ledger, "position": head}
    if session.as_json:
        session.print_json({**found, "views": states})
        return
    title = session.text(f"账本 {found['ledger']}，末位 {head}", f"Ledger {found['ledger']}, head {head}")
    session.table(title, ("view", "position", "running", "failed_at", "error"), states)


def rebuild(ctx: typer.Context) -> None:
    """从日志重建全部视图并替换。 / Build every view anew from the log and swap them in."""
    session = session_of(ctx)
    with progress(session.text("重建", "Rebuilding")) as bar:
        position = session.door.rebuild(session.settings, say=session.say, progress=bar)
    session.answer({"position": position})


def seal(ctx: typer.Context) -> None:
    """立即签封日志（服务运行时会自动签封）。 / Seal the log now; a running service does it by itself."""
    session = session_of(ctx)
    session.answer({"position": session.door.seal(session.settings, say=session.say)})


def verify(
    ctx: typer.Context,
    exported: Annotated[
        Path | None,
        typer.Option(
            "--export", exists=True, file_okay=False, help="只核验导出的文件夹 / Verify an exported folder alone"
        ),
    ] = None,
    policy: Annotated[
        Path | None,
        typer.Option(
            "--policy", exists=True, dir_okay=False, help="自备的信任策略 / Whom you trust, a tlog-policy file"
        ),
    ] = None,
    kept: Annotated[
        list[Path] | None,
        typer.Option(
            "--kept",
            exists=True,
            dir_okay=False,
            help="自己留存的检查点或入账证明，可多次 / A checkpoint or receipt you kept",
        ),
    ] = None,
    roots: Annotated[
        Path | None,
        typer.Option(
            "--timestamp-roots",
            exists=True,
            dir_okay=False,
            help="所信任的时间戳机构证书 / Authorities you trust (PEM)",
        ),
    ] = None,
    log_alone: Annotated[
        bool, typer.Option("--log", help="只核验日志与签封，最快 / Only the log against its seals, the fastest")
    ] = False,
) -> None:
    """校验每条分录、编号、签封、规则与视图。 / Check every entry, the numbering, seals, rules and views."""
    session = session_of(ctx)
    session.given["timestamp_roots"] = roots
    if exported is None:
        sound = _verified(session, policy=policy, kept=tuple(kept or ()), log_alone=log_alone)
    else:
        with progress(session.text("校验", "Verifying")) as bar:
            found = session.door.verify_export(
                exported, progress=bar, policy=policy, kept=tuple(kept or ()), roots=roots
            )
        sound = _shown(session, found)
    if not sound:
        raise typer.Exit(ExitCode.FOUND_SOMETHING)


def export(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(help="导出的文件夹（新建） / The folder to make")],
) -> None:
    """导出供审计核验的全部分录、签封与登记簿。 / Export entries, seals and registers for an auditor to verify."""
    session = session_of(ctx)
    with progress(session.text("导出", "Exporting")) as bar:
        held = session.door.export(session.settings, folder, say=session.say, progress=bar)
    session.answer({"out": str(folder), **printing.plain(held)})


def backup(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(dir_okay=False, help="备份文件（新建） / The file to make")],
) -> None:
    """备份整个数据库（不含主密钥），可在使用中进行。 / Back up the whole database, without the master key."""
    session = session_of(ctx)
    with progress(session.text("备份", "Backing up")) as bar:
        held = session.door.back_up(session.settings, file, say=session.say, progress=bar)
    _show_held(session, file, held)
    session.say(
        session.text(
            "备份不含主密钥和人员密钥：请另行保管主密钥，并运行 vault keys，否则恢复后无法读出个人信息。",
            "Neither the master key nor people's keys are in it: keep the key elsewhere and run `vault keys`, or"
            " personal data cannot be read after a restore.",
        )
    )


def restore(ctx: typer.Context, file: AFile) -> None:
    """恢复到新的数据目录或空数据库，随后校验。 / Restore into a new home or an empty database, then verify."""
    session = session_of(ctx)
    with progress(session.text("恢复", "Restoring")) as bar:
        held = session.door.restore(session.settings, file, say=session.say, progress=bar)
    session.say(session.text("已恢复，正在校验…", "Restored; now verifying…"))
    verified = _verified(session, ledgers=tuple(head.ledger for head in held.ledgers), quiet=session.as_json)
    _show_held(session, file, held, verified=verified)
    keys = ", ".join(sorted({head.master_key_id for head in held.ledgers if head.master_key_id}))
    if keys:
        session.say(
            session.text(
                f"读出个人信息需要主密钥（备份时编号 {keys}）：请放回数据目录，再运行 vault bring-keys 带回人员密钥。",
                f"Reading personal data needs the master key ({keys} at the time) in the home and people's keys:"
                " run `vault bring-keys`.",
            )
        )
    if not verified:
        raise typer.Exit(ExitCode.FOUND_SOMETHING)


def _verified(
    session: Session,
    *,
    ledgers: tuple[str, ...] | None = None,
    quiet: bool = False,
    policy: Path | None = None,
    kept: Sequence[Path] = (),
    log_alone: bool = False,
) -> bool:
    found: list[Finding] = []
    with progress(session.text("校验", "Verifying")) as bar:
        for ledger in (session.settings.ledger,) if ledgers is None else ledgers:
            settings = session.door.settings({**_given(session), "ledger": ledger})
            found += session.door.verify(
                settings, say=session.say, progress=bar, policy=policy, kept=kept, log_alone=log_alone
            )
    return _shown(session, found, quiet=quiet)


def _shown(session: Session, found: Sequence[Finding], *, quiet: bool = False) -> bool:
    if session.as_json and not quiet:
        session.print_json({"ok": not found, "findings": found})
    elif found:
        session.table(session.text("校验发现", "Findings"), _COLUMNS, found)
    if found:
        count = len(found)
        session.say(session.text(f"校验发现 {count} 处问题。", f"verify found {count} things."))
    elif not session.as_json:
        session.screen.print(session.text("校验通过，没有发现问题。", "Verified: nothing found."))
    return not found


def _given(session: Session) -> dict[str, object]:
    return {name: value for name, value in session.given.items() if value is not None}


def _show_held(session: Session, file: Path, held: Held, **more: object) -> None:
    facts = {"file": str(file), **printing.plain(held), **more}
    if session.as_json:
        session.print_json(facts)
        return
    ledgers = facts.pop("ledgers")
    session.answer(facts)
    session.table(session.text("账本", "Ledgers"), ("ledger", "last_position", "people", "master_key_id"), ledgers)
