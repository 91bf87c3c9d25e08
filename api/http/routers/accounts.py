"""账号与岗位 / Accounts and roles: opened, given, taken and closed by an administrator, never for oneself."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from api.http.answering import answers, shows
from api.http.answers import Done, Rehearsed
from api.http.caller import Caller, TheCaller
from api.http.commanding import TheCommand
from api.http.querying import TheQuery
from api.http.rendering import to_json
from api.http.router import Router
from api.http.routers.session import AccountId
from api.http.values import RegionText, Text, choices, path_id
from application import onboarding
from application.commands.accounts import (
    CloseAccount,
    GiveRole,
    OpenAccount,
    ReopenAccount,
    TakeRole,
    give_role,
    open_account,
    reopen_account,
    take_role,
)
from application.credentials import Identity, Invitation, Key, Session
from application.desk import Desk
from application.road import Answer, Officer
from application.who_acts import AccountView
from domain.accounts.roles import Role

router = Router(tags=["accounts"])

InPath = Annotated[str, path_id("账号", "Account id", "zhang.wei")]


class AccountTouched(Done):
    """Whose account it was."""

    account: str


class RoleTouched(AccountTouched):
    """Which role it was."""

    role: Role


@router.get("/accounts")
@shows(AccountView, many=True)
def accounts(query: TheQuery, role: Annotated[Role | None, Query(description=choices(Role))] = None) -> Response:
    """账号与所任岗位，可查任一时点 / Every account and the roles it held, as of any moment."""
    query.may("accounts")
    moment = query.moment()
    return query.answer(moment, {"items": query.views.accounts(role=role, **moment.both)})


class AccountBody(BaseModel):
    """An account to open. Its id is what the log names; who it is stays in the table of credentials."""

    model_config = ConfigDict(extra="forbid")

    account: AccountId


@router.post("/accounts", response_model=AccountTouched | Rehearsed)
def open_(body: AccountBody, command: TheCommand) -> Response:
    """开立账号 / Open an account."""
    return command.take(open_account, OpenAccount(command_id=command.id, account_id=body.account))


class RoleBody(BaseModel):
    """A role, and what it is held for: a region with all inside it (none: everywhere), programmes (none: all)."""

    model_config = ConfigDict(extra="forbid")

    role: Annotated[Role, Field(description=choices(Role))]
    region: RegionText | None = None
    programmes: Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=100)] = []


@router.post("/accounts/{account}/roles", response_model=RoleTouched | Rehearsed)
def give(account: InPath, body: RoleBody, command: TheCommand) -> Response:
    """授予岗位 / Give a role."""
    ask = GiveRole(
        command_id=command.id,
        account_id=account,
        role=body.role,
        region=body.region or "",
        programmes=tuple(body.programmes),
    )
    return command.take(give_role, ask, thing=f"account/{account}")


@router.post("/accounts/{account}/roles-taken", response_model=RoleTouched | Rehearsed)
def take(account: InPath, body: RoleBody, command: TheCommand) -> Response:
    """收回岗位 / Take a role away."""
    ask = TakeRole(
        command_id=command.id,
        account_id=account,
        role=body.role,
        region=body.region or "",
        programmes=tuple(body.programmes),
    )
    return command.take(take_role, ask, thing=f"account/{account}")


class ReasonBody(BaseModel):
    """Why."""

    model_config = ConfigDict(extra="forbid")

    reason: Text


@router.post("/accounts/{account}/closing", response_model=AccountTouched | Rehearsed)
def close(account: InPath, body: ReasonBody, command: TheCommand) -> Response:
    """关闭账号并使其无法再登录 / Close an account; whatever let it in ends."""
    ask = CloseAccount(command_id=command.id, account_id=account, reason=body.reason)

    def closing(ask: CloseAccount, *, by: Officer, desk: Desk) -> Answer:
        return onboarding.close(ask, by=by, desk=desk, credentials=command.caller.services.credentials)

    return command.take(closing, ask, thing=f"account/{account}")


@router.post("/accounts/{account}/reopening", response_model=AccountTouched | Rehearsed)
def reopen(account: InPath, body: ReasonBody, command: TheCommand) -> Response:
    """重新启用账号 / Open a closed account again; roles and an invitation follow."""
    ask = ReopenAccount(command_id=command.id, account_id=account, reason=body.reason)
    return command.take(reopen_account, ask, thing=f"account/{account}")


class InvitationBody(BaseModel):
    """Whom the account is for. The name is kept with the credentials, never in the log."""

    model_config = ConfigDict(extra="forbid")

    display_name: Annotated[str, Field(max_length=60)] = ""
    forget_second_factor: bool = False


@router.post("/accounts/{account}/invitation", response_model=None)
@answers(Invitation)
def invite(account: InPath, body: InvitationBody, caller: TheCaller) -> Response:
    """发出一次性密钥，只显示这一次 / Make a one-time secret; it is shown this once."""
    return Response(to_json(invitation(account, body, caller)), media_type="application/json")


def invitation(account: str, body: InvitationBody, caller: Caller) -> Invitation:
    """Make a one-time secret for an account. Raises what permissions and `onboarding.invite` raise."""
    caller.may("account_credentials")
    return onboarding.invite(
        account,
        by=caller.officer,
        desk=caller.services.desk,
        credentials=caller.services.credentials,
        display_name=body.display_name,
        forget_second_factor=body.forget_second_factor,
    )


class IdentityBody(BaseModel):
    """Somebody at the OpenID provider: what its tokens call issuer and subject."""

    model_config = ConfigDict(extra="forbid")

    issuer: Annotated[str, Field(min_length=1, max_length=300, examples=["https://id.example"])]
    subject: Annotated[str, Field(min_length=1, max_length=255)]


@router.post("/accounts/{account}/identities", status_code=204, response_class=Response)
def bind_identity(account: InPath, body: IdentityBody, caller: TheCaller) -> Response:
    """允许一个外部身份以此账号登录 / Let an identity at the provider sign in as the account."""
    caller.may("account_credentials")
    onboarding.bind_identity(
        account,
        Identity(body.issuer, body.subject),
        by=caller.officer,
        desk=caller.services.desk,
        credentials=caller.services.credentials,
    )
    return Response(status_code=204)


@router.post("/accounts/{account}/identities-unbound", status_code=204, response_class=Response)
def unbind_identity(account: InPath, body: IdentityBody, caller: TheCaller) -> Response:
    """不再允许该外部身份登录 / Let it sign in no more; sessions it began end."""
    caller.may("account_credentials")
    caller.services.credentials.unbind_identity(account, Identity(body.issuer, body.subject))
    return Response(status_code=204)


@router.get("/accounts/{account}/sessions", response_model=None)
@answers(Session, many=True)
def sessions(account: InPath, caller: TheCaller) -> Response:
    """账号的会话 / An account's sessions."""
    caller.may("account_credentials")
    return Response(to_json({"items": caller.services.credentials.sessions(account)}), media_type="application/json")


@router.delete("/accounts/{account}/sessions", status_code=204, response_class=Response)
def end_sessions(account: InPath, caller: TheCaller) -> Response:
    """结束账号的全部会话 / End every session of an account."""
    caller.may("account_credentials")
    caller.services.credentials.revoke_sessions(account)
    return Response(status_code=204)


@router.get("/accounts/{account}/keys", response_model=None)
@answers(Key, many=True)
def keys(account: InPath, caller: TheCaller) -> Response:
    """账号的接口密钥 / An account's keys."""
    caller.may("account_credentials")
    return Response(to_json({"items": caller.services.credentials.keys(account)}), media_type="application/json")


@router.delete("/accounts/{account}/keys/{key_id}", status_code=204, response_class=Response)
def revoke(account: InPath, key_id: Annotated[str, Path(max_length=100)], caller: TheCaller) -> Response:
    """作废账号的接口密钥 / Revoke an account's key."""
    caller.may("account_credentials")
    caller.services.credentials.revoke_key(account, key_id)
    return Response(status_code=204)
