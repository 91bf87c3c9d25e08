"""登录与会话、第二因素、接口密钥 / Signing in: sessions, the second factor, and the keys of programs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import Path, Request
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from starlette.responses import Response

from api.http.answering import answers, is_open
from api.http.caller import TheCaller, token_of
from api.http.cookies import forget_session, keep_session
from api.http.rendering import to_json
from api.http.router import Router
from api.http.services import services_of
from application.credentials import Key, KeyScope, NewKey, NewSession, Session, TotpEnrolment

router = Router(tags=["session"])

AccountId = Annotated[
    str, Field(pattern=r"^[a-z][a-z0-9._-]{1,39}$", description="账号 / Account id", examples=["zhang.wei"])
]
Password = Annotated[str, Field(min_length=1, max_length=1000, description="密码 / Password")]
Code = Annotated[
    str, Field(min_length=6, max_length=40, description="动态口令或恢复码 / One-time code or recovery code")
]


class SignInBody(BaseModel):
    """Who signs in. With a code the session has the second factor from the start."""

    model_config = ConfigDict(extra="forbid")

    account: AccountId
    password: Password
    totp: Annotated[str, Field(max_length=40, description="动态口令 / One-time code")] = ""
    as_token: Annotated[
        bool, Field(description="在回答中给出令牌而不设 Cookie / Answer with the token and set no cookie")
    ] = False


class SessionBegun(BaseModel):
    """A session. `token` is there only when it was asked for instead of a cookie."""

    account: str
    id: str
    second_factor: bool
    has_second_factor: bool
    expires_at: datetime
    token: str | None = None


@router.post("/session", response_model=SessionBegun)
@is_open
def sign_in(body: SignInBody, request: Request) -> Response:
    """登录 / Sign in."""
    services = services_of(request)
    begun = services.credentials.sign_in(
        body.account, body.password, body.totp, from_address=address_of(request), replacing=token_of(request)
    )
    return begun_answer(request, begun, as_token=body.as_token)


@router.get("/session")
@answers(None)
def who_am_i(caller: TheCaller) -> Response:
    """本人账号、职责与会话 / The caller's account, roles and session."""
    account, signed_in = caller.account, caller.signed_in
    told = {
        "account": account.id,
        "kind": signed_in.kind,
        "second_factor": signed_in.second_factor,
        "expires_at": signed_in.expires_at,
        "roles": account.roles,
    }
    return Response(to_json(told), media_type="application/json")


@router.delete("/session", status_code=204, response_class=Response)
def sign_out(caller: TheCaller) -> Response:
    """退出 / Sign out."""
    _ = caller.signed_in
    caller.services.credentials.sign_out(caller.token)
    return forget_session(Response(status_code=204), secure=caller.services.secure_cookies)


class FirstPasswordBody(BaseModel):
    """The one-time secret somebody was handed, and the password they choose."""

    model_config = ConfigDict(extra="forbid")

    one_time_secret: Annotated[str, Field(min_length=1, max_length=200)]
    password: Password


class AccountNamed(BaseModel):
    """Whose password was set."""

    account: str


@router.post("/session/first-password", response_model=AccountNamed)
@is_open
def set_first_password(body: FirstPasswordBody, request: Request) -> Response:
    """用一次性密钥设置密码 / Set a password with a one-time secret."""
    account = services_of(request).credentials.set_first_password(
        body.one_time_secret, body.password, from_address=address_of(request)
    )
    return Response(to_json({"account": account}), media_type="application/json")


class PasswordChangeBody(BaseModel):
    """The present password and the next one."""

    model_config = ConfigDict(extra="forbid")

    password: Password
    new_password: Password


@router.post("/session/password", response_model=SessionBegun)
def change_password(body: PasswordChangeBody, caller: TheCaller, request: Request) -> Response:
    """修改密码，其他会话随之结束 / Change the password; other sessions end."""
    _ = caller.signed_in
    begun = caller.services.credentials.change_password(
        caller.token, body.password, body.new_password, from_address=address_of(request)
    )
    return begun_answer(request, begun)


class PasswordBody(BaseModel):
    """The password once more, for something that must not be done from an unlocked screen."""

    model_config = ConfigDict(extra="forbid")

    password: Password


@router.post("/session/second-factor", response_model=None)
@answers(TotpEnrolment)
def enrol_second_factor(body: PasswordBody, caller: TheCaller, request: Request) -> Response:
    """登记动态口令 / Enrol an authenticator."""
    _ = caller.signed_in
    made = caller.services.credentials.enrol_totp(caller.token, body.password, from_address=address_of(request))
    return Response(to_json(made), media_type="application/json")


class CodeBody(BaseModel):
    """A code of the authenticator, or a recovery code."""

    model_config = ConfigDict(extra="forbid")

    code: Code


class SecondFactorConfirmed(SessionBegun):
    """The second factor counts; the recovery codes are shown this once."""

    recovery_codes: list[str]


@router.post("/session/second-factor/confirmation", response_model=SecondFactorConfirmed)
def confirm_second_factor_enrolment(body: CodeBody, caller: TheCaller, request: Request) -> Response:
    """以首个口令确认登记 / Confirm the authenticator with its first code."""
    _ = caller.signed_in
    made = caller.services.credentials.confirm_totp(caller.token, body.code, from_address=address_of(request))
    return begun_answer(request, made.session, recovery_codes=made.recovery_codes)


@router.post("/session/second-factor/proof", response_model=SessionBegun)
def prove_second_factor(body: CodeBody, caller: TheCaller, request: Request) -> Response:
    """为本会话补上第二因素 / Give this session the second factor."""
    _ = caller.signed_in
    begun = caller.services.credentials.confirm_second_factor(caller.token, body.code, from_address=address_of(request))
    return begun_answer(request, begun)


@router.get("/session/sessions")
@answers(Session, many=True)
def own_sessions(caller: TheCaller) -> Response:
    """本人的会话 / The caller's sessions."""
    found = caller.services.credentials.sessions(caller.signed_in.account)
    return Response(to_json({"items": found}), media_type="application/json")


@router.delete("/session/sessions/{session_id}", status_code=204, response_class=Response)
def end_session(session_id: Annotated[str, Path(max_length=100)], caller: TheCaller) -> Response:
    """结束本人的一个会话 / End one of the caller's sessions."""
    caller.services.credentials.revoke_session(caller.signed_in.account, session_id)
    return Response(status_code=204)


class KeyBody(BaseModel):
    """A key for a program: what it may do of what its account may, and until when."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=100, description="用途 / What it is for")]
    expires_at: AwareDatetime
    operations: Annotated[
        list[Annotated[str, Field(pattern=r"^[a-z_:]{1,60}$")]],
        Field(max_length=200, description="操作，空为全部 / Operations, none means all"),
    ] = []
    read_only: bool = True


@router.post("/session/keys", response_model=None)
@answers(NewKey)
def issue_key(body: KeyBody, caller: TheCaller) -> Response:
    """签发接口密钥，只显示这一次 / Issue a key; its token is shown this once."""
    caller.needs_session()
    scope = KeyScope(frozenset(body.operations), body.read_only)
    account = caller.signed_in.account
    made = caller.services.credentials.issue_key(account, body.name, body.expires_at.astimezone(UTC), scope, by=account)
    return Response(to_json(made), media_type="application/json")


@router.get("/session/keys")
@answers(Key, many=True)
def own_keys(caller: TheCaller) -> Response:
    """本人的接口密钥 / The caller's keys."""
    found = caller.services.credentials.keys(caller.signed_in.account)
    return Response(to_json({"items": found}), media_type="application/json")


@router.delete("/session/keys/{key_id}", status_code=204, response_class=Response)
def revoke_key(key_id: Annotated[str, Path(max_length=100)], caller: TheCaller) -> Response:
    """作废接口密钥 / Revoke a key."""
    caller.needs_session()
    caller.services.credentials.revoke_key(caller.signed_in.account, key_id)
    return Response(status_code=204)


def begun_answer(request: Request, begun: NewSession, *, as_token: bool | None = None, **more: object) -> Response:
    """Answer with a session: in a cookie, or as a token to whoever came or asked for one."""
    services = services_of(request)
    bearer = as_token if as_token is not None else request.headers.get("authorization", "") != ""
    told = {
        "account": begun.account,
        "id": begun.id,
        "second_factor": begun.second_factor,
        "has_second_factor": begun.has_second_factor,
        "expires_at": begun.expires_at,
        "token": begun.token if bearer else None,
        **more,
    }
    answer = Response(to_json(told), media_type="application/json")
    return answer if bearer else keep_session(answer, begun.token, secure=services.secure_cookies)


def address_of(request: Request) -> str:
    """Return where a request came from, as the server in front vouches for it."""
    return request.client.host if request.client else ""
