"""accounts: who may act, in which role, and what lets them in; for the person at the server."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.terminal import printing
from api.terminal.options import AsOf, CommandId, Reason, chosen
from api.terminal.session import Session, Task, session_of

if TYPE_CHECKING:
    from application.credentials import Credentials, Invitation

app = typer.Typer(name="accounts", help="账号：开立、角色、邀请 / Accounts", no_args_is_help=True)

AccountId = Annotated[str, typer.Argument(metavar="ACCOUNT", help="账号编号，不是姓名 / Account id, never a name")]
RoleName = Annotated[
    str, typer.Argument(metavar="ROLE", help="角色，如 finance_officer 或 财务人员 / Role, such as auditor")
]
InRegion = Annotated[str, typer.Option("--region", help="区划代码，含其下级；默认全部 / Region and all inside; all")]
ForProgrammes = Annotated[
    list[str] | None, typer.Option("--programme", help="项目，可多次；默认全部 / Programmes; all of them")
]
Name = Annotated[str, typer.Option("--name", help="姓名，加密存放，不入账本 / Name; sealed, never in the log")]
Issuer = Annotated[str, typer.Argument(metavar="ISSUER", help="统一身份认证服务地址 / The OpenID provider's address")]
Subject = Annotated[str, typer.Argument(metavar="SUBJECT", help="该服务中的用户标识（sub） / Its name for the user")]


@app.command("open")
def open_account(ctx: typer.Context, account: AccountId, name: Name = "", command_id: CommandId = None) -> None:
    """开立账号并给出一次性口令。 / Open an account and print its one-time secret."""
    from application import onboarding
    from application.commands.accounts import OpenAccount, open_account

    with _at_work(ctx, command_id) as (task, credentials):
        ask = OpenAccount(command_id=task.command_id, account_id=account)
        answer = open_account(ask, by=task.by, desk=task.desk)
        made = onboarding.invite(account, by=task.by, desk=task.desk, credentials=credentials, display_name=name)
        task.done(answer, **_shown(made))


@app.command("give-role")
def give_role(
    ctx: typer.Context,
    account: AccountId,
    role: RoleName,
    region: InRegion = "",
    programme: ForProgrammes = None,
    command_id: CommandId = None,
) -> None:
    """授予角色，可限定区划和项目。 / Give a role, for a region and programmes if wanted."""
    from application.commands.accounts import GiveRole, give_role
    from domain.accounts.roles import Role

    which = chosen(Role, role, "ROLE")
    with _at_work(ctx, command_id) as (task, _):
        ask = GiveRole(
            command_id=task.command_id,
            account_id=account,
            role=which,
            region=region,
            programmes=tuple(programme or ()),
        )
        task.done(give_role(ask, by=task.by, desk=task.desk))


@app.command("take-role")
def take_role(
    ctx: typer.Context,
    account: AccountId,
    role: RoleName,
    region: InRegion = "",
    programme: ForProgrammes = None,
    command_id: CommandId = None,
) -> None:
    """收回角色，区划和项目须与授予时相同。 / Take a role, just as it was given."""
    from application.commands.accounts import TakeRole, take_role
    from domain.accounts.roles import Role

    which = chosen(Role, role, "ROLE")
    with _at_work(ctx, command_id) as (task, _):
        ask = TakeRole(
            command_id=task.command_id,
            account_id=account,
            role=which,
            region=region,
            programmes=tuple(programme or ()),
        )
        task.done(take_role(ask, by=task.by, desk=task.desk))


@app.command()
def close(ctx: typer.Context, account: AccountId, reason: Reason, command_id: CommandId = None) -> None:
    """关闭账号，收回全部角色、会话和密钥。 / Close an account; roles, sessions and keys end."""
    from application import onboarding
    from application.commands.accounts import CloseAccount

    with _at_work(ctx, command_id) as (task, credentials):
        ask = CloseAccount(command_id=task.command_id, account_id=account, reason=reason)
        task.done(onboarding.close(ask, by=task.by, desk=task.desk, credentials=credentials))


@app.command()
def reopen(ctx: typer.Context, account: AccountId, reason: Reason, command_id: CommandId = None) -> None:
    """重新启用账号（角色另行授予），并给出一次性口令。 / Reopen an account, without its roles; print a secret."""
    from application import onboarding
    from application.commands.accounts import ReopenAccount, reopen_account

    with _at_work(ctx, command_id) as (task, credentials):
        ask = ReopenAccount(command_id=task.command_id, account_id=account, reason=reason)
        answer = reopen_account(ask, by=task.by, desk=task.desk)
        made = onboarding.invite(account, by=task.by, desk=task.desk, credentials=credentials)
        task.done(answer, **_shown(made))


@app.command()
def invite(
    ctx: typer.Context,
    account: AccountId,
    name: Name = "",
    forget: Annotated[
        bool,
        typer.Option("--forget-second-factor", help="使用口令时一并取消动态口令 / The second factor goes with it"),
    ] = False,
) -> None:
    """给出新的一次性口令，如忘记密码时；旧口令作废。 / Print a new one-time secret; earlier ones end."""
    from application import onboarding

    with _at_work(ctx, None) as (task, credentials):
        made = onboarding.invite(
            account,
            by=task.by,
            desk=task.desk,
            credentials=credentials,
            display_name=name,
            forget_second_factor=forget,
        )
    session_of(ctx).answer({"account": account, **_shown(made)})


@app.command("sign-out")
def sign_out(
    ctx: typer.Context,
    account: Annotated[str, typer.Argument(metavar="[ACCOUNT]", help="账号编号 / Account id")] = "",
    everybody: Annotated[
        bool, typer.Option("--everybody", help="所有账号，并吊销全部密钥和口令 / All; keys and secrets end too")
    ] = False,
) -> None:
    """结束某账号的全部会话。 / End an account's sessions."""
    if bool(account) == everybody:
        raise typer.BadParameter("ACCOUNT 与 --everybody 二选一 / either ACCOUNT or --everybody")
    with _at_work(ctx, None) as (_, credentials):
        ended = credentials.sign_out_everybody() if everybody else credentials.revoke_sessions(account)
    session_of(ctx).answer({"ended": ended})


@app.command()
def bind(ctx: typer.Context, account: AccountId, issuer: Issuer, subject: Subject) -> None:
    """绑定统一身份认证的用户，使其可登录该账号。 / Let somebody at an OpenID provider enter as the account."""
    from application import onboarding
    from application.credentials import Identity

    with _at_work(ctx, None) as (task, credentials):
        identity = Identity(issuer, subject)
        onboarding.bind_identity(account, identity, by=task.by, desk=task.desk, credentials=credentials)
    session_of(ctx).answer({"account": account, "issuer": issuer, "subject": subject})


@app.command()
def unbind(ctx: typer.Context, account: AccountId, issuer: Issuer, subject: Subject) -> None:
    """解除绑定，并结束由此登录的会话。 / Let them enter no more; their sessions end."""
    from application.credentials import Identity

    with _at_work(ctx, None) as (_, credentials):
        credentials.unbind_identity(account, Identity(issuer, subject))
    session_of(ctx).answer({"account": account, "issuer": issuer, "subject": subject})


@app.command("list")
def list_accounts(ctx: typer.Context, as_of: AsOf = None) -> None:
    """列出账号、角色和登录方式。 / List accounts, their roles and what lets them in."""
    session = session_of(ctx)
    with session.door.accounts(session.settings, say=session.say) as (desk, credentials):
        desk.views_now()
        found = desk.views.accounts(as_of=as_of)
        standing = credentials.standing([one.account for one in found])
    rows = [{**printing.plain(one), **printing.plain(standing[one.account])} for one in found]
    if session.as_json:
        session.print_json(rows)
        return
    for row in rows:
        row["roles"] = "; ".join(
            " ".join((one["role"], one["region"], *one["programmes"])).strip() for one in row["roles"]
        )
    names = ("account", "open", "roles", "display_name", "has_password", "has_second_factor", "is_invited")
    session.table(session.text("账号", "Accounts"), names, rows)


@contextmanager
def _at_work(ctx: typer.Context, command_id: str | None) -> Iterator[tuple[Task, Credentials]]:
    """Open the ledger and its credentials for one command."""
    session: Session = session_of(ctx)
    by = session.officer()
    session.command_id = command_id or f"cli-{uuid.uuid4()}"
    with session.door.accounts(session.settings, say=session.say) as (desk, credentials):
        yield Task(session, desk, by, session.command_id, desk.clock.today()), credentials


def _shown(made: Invitation) -> dict[str, Any]:
    return {"one_time_secret": made.secret, "expires_at": made.expires_at}
