"""demo: the demonstration, once through on the screen, or served with an account a role."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.terminal.exits import ExitCode
from api.terminal.session import Session, session_of

if TYPE_CHECKING:
    from api.demo.entrants import Entrant, Kept

app = typer.Typer(name="demo", help="演示：重放公开报告，提供演示网页 / The demonstration", invoke_without_command=True)
THE_DEFAULT = "main"
"""The ledger that is worked in where none is named."""


@app.callback()
def demo(ctx: typer.Context) -> None:
    """重放两份公开报告并逐项核对，人员均为虚构。 / Replay two published reports; check each figure."""
    if ctx.invoked_subcommand is None:
        session = session_of(ctx)
        if not session.door.demo(session.settings, say=session.say):
            raise typer.Exit(ExitCode.FOUND_SOMETHING)


@app.command("serve")
def serve(
    ctx: typer.Context,
    port: Annotated[int | None, typer.Option("--port", help="监听端口，0 为任选 / Port, 0 for any")] = None,
) -> None:
    """首次启动时建立演示账本和各岗位账号，然后提供网页，按 Ctrl-C 停止。 / Make and serve the demonstration."""
    from api.demo import DISTRICT

    session = session_of(ctx)
    session.given |= {"ledger": DISTRICT, "port": port}
    kept = _made(session)

    def opened(address: str) -> None:
        _show(session, kept.entrants, address)

    try:
        session.door.serve(session.settings, say=session.say, opened=opened)
    except KeyboardInterrupt:  # The service has answered what it had to, and is closed by now.
        session.say(session.text("已停止；再次运行会接着使用同一份演示数据。", "Stopped; it goes on where it was."))


@app.command("accounts")
def accounts(ctx: typer.Context) -> None:
    """列出演示账号及其密码。 / List the demonstration's accounts and their passwords."""
    session, kept = _kept(ctx)
    if session.as_json:
        session.print_json([_told(one) for one in kept.entrants])
        return
    _show(session, kept.entrants, "")


@app.command("code")
def code(
    ctx: typer.Context,
    account: Annotated[str, typer.Argument(metavar="ACCOUNT", help="演示账号，如 unit-head / Account")],
) -> None:
    """显示演示账号此刻的动态口令，代替手机。 / Show a demonstration account's code of now, in place of a phone."""
    session, kept = _kept(ctx)
    shown, seconds = kept.entrant(account).code(at=time.time())
    if session.as_json:
        session.print_json({"account": account, "code": shown, "seconds": seconds})
        return
    session.screen.print(shown)
    session.say(session.text(f"{seconds} 秒内有效，只能用一次。", f"For {seconds} seconds, and once."))


def _made(session: Session) -> Kept:
    """Return what is kept of the demonstration; it is made first where it is not whole."""
    from api.demo import entrants

    settings: Any = session.settings
    kept = entrants.Kept.of(settings.home)
    if kept is not None and kept.is_whole:
        return kept
    session.door.initialise(settings, say=session.say, administrator=entrants.ADMINISTRATOR)
    with session.door.accounts(settings, say=session.say) as (desk, credentials):
        begun_on = desk.clock.today() if kept is None else kept.begun_on
        kept = entrants.Kept(begun_on, False, tuple(entrants.let_in(desk, credentials)))
        kept.keep(settings.home)
        if not session.door.demo(settings, say=session.say, served_from=begun_on):
            raise typer.Exit(ExitCode.FOUND_SOMETHING)
    kept = replace(kept, is_whole=True)
    kept.keep(settings.home)
    return kept


def _kept(ctx: typer.Context) -> tuple[Session, Kept]:
    """Return what is kept of the demonstration. Raises NotTheDemonstration, NoDemonstrationHere."""
    from api.demo import DISTRICT, entrants

    session = session_of(ctx)
    if session.settings.ledger not in (DISTRICT, THE_DEFAULT):
        raise entrants.NotTheDemonstration("ledger", ledger=session.settings.ledger)
    return session, entrants.kept_in(session.settings.home)


def _told(one: Entrant) -> dict[str, str]:
    return {
        "account": one.account,
        "role": one.role.value,
        "region": one.region,
        "password": one.password,
        "otp_secret": one.otp_secret,
    }


def _show(session: Session, entrants: Sequence[Entrant], address: str) -> None:
    """Print who may enter, and where."""
    from rich.table import Table

    headings = ("账号", "岗位", "密码", "动态口令密钥") if session.language == "zh" else _ENGLISH
    table = Table(box=None, pad_edge=False)
    for heading in headings:
        table.add_column(heading, no_wrap=True, overflow="fold")
    for one in entrants:
        role = one.role.zh if session.language == "zh" else one.role.value.replace("_", " ")
        place = f"（{one.region}）" if one.region else ""
        table.add_row(one.account, role + place, one.password, one.otp_secret or "—")
    session.screen.print(table)
    session.screen.print(
        session.text(
            "审批、放款和管理账号时需要动态口令：.venv/bin/subsidy-ledger demo code 账号，或把密钥存入身份验证器。",
            "Approving, releasing and administering ask for a code: .venv/bin/subsidy-ledger demo code ACCOUNT.",
        ),
        soft_wrap=True,
    )
    if address:
        session.screen.print(session.text(f"请打开 {address} ，按 Ctrl-C 停止。", f"Open {address} ; Ctrl-C stops it."))


_ENGLISH = ("account", "role", "password", "secret of its codes")
