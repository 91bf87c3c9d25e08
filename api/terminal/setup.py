"""init: the first verb of real work."""

from __future__ import annotations

from typing import Annotated

import typer

from api.terminal.session import session_of


def add_to(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("init")(init)


def init(
    ctx: typer.Context,
    administrator: Annotated[
        str | None,
        typer.Option("--administrator", help="首位管理员的账号，默认 admin / First administrator's account; admin"),
    ] = None,
) -> None:
    """建立数据目录、主密钥、数据表、账本和首位管理员，可重复执行。 / Make home, key, tables, ledger, administrator."""
    session = session_of(ctx)
    made = session.door.initialise(session.settings, say=session.say, administrator=administrator)
    invited = made.invitation
    session.answer(
        {
            "home": str(made.home),
            "ledger": made.ledger,
            "master_key": str(made.key_path),
            "made_key": made.made_key,
            "administrator": "" if invited is None else invited.account,
            "one_time_secret": "" if invited is None else invited.secret,
            "expires_at": None if invited is None else invited.expires_at,
        }
    )
    if invited is not None:
        session.say(
            session.text(
                f"请用上面的一次性口令为管理员账号 {invited.account} 设置密码，它只显示这一次。",
                f"Set the password of the administrator {invited.account} with the one-time secret above; it is not "
                "shown again.",
            )
        )
    if made.made_key:
        session.say(
            session.text(
                f"请立即把主密钥 {made.key_path} 另存到安全的地方：丢失后谁也无法再读出个人信息，备份里也没有它。",
                f"Copy the master key {made.key_path} to a safe place now: without it nobody can read personal data "
                "again, and no backup holds it.",
            )
        )
