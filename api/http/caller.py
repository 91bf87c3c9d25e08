"""Who asks: found by the request's token, checked against the permission table before anything is done or shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from fastapi import Depends, Request
from starlette.requests import HTTPConnection

from api.http.asgi.requests import header
from api.http.services import Services, services_of
from application.access.decide import check
from application.access.operations import writes
from application.access.places import Place
from application.credentials import SignedIn
from application.road import Officer
from domain.accounts.credential_rejections import OnlyForSessions
from domain.accounts.state import Account
from domain.rejected import Rejected

COOKIE = "ledger_session"


class NotSignedIn(Rejected):
    """Sign in, or send a valid token."""

    code = "not_signed_in"
    zh = "请先登录，或附上有效的令牌。"


class OutsideKeyScope(Rejected):
    """This key is not made out for “{operation}”."""

    code = "outside_key_scope"
    zh = "此密钥不包含操作“{operation}”。"


class Caller:
    """The account behind one request. Nothing is looked up before it is asked for, and everything only once."""

    def __init__(self, request: Request) -> None:
        self.services: Services = services_of(request)
        self.token = token_of(request)
        self._request = request
        self._signed_in: SignedIn | None = None

    @property
    def signed_in(self) -> SignedIn:
        """What the token says. Raises NotSignedIn, SessionOver, KeyExpired, KeyRevoked."""
        if self._signed_in is None:
            found = self.services.credentials.authenticate(self.token) if self.token else None
            if found is None:
                raise NotSignedIn
            self._signed_in = found
            self._request.state.account = found.account  # for the access line
        return self._signed_in

    @property
    def account(self) -> Account:
        """The account with its roles, as it stands now. Raises what `signed_in` raises."""
        return self.services.accounts.of(self.signed_in)

    @property
    def officer(self) -> Officer:
        """Who acts."""
        return Officer(self.signed_in.account)

    def needs_session(self) -> None:
        """Return if somebody sits there: a key makes no keys. Raises OnlyForSessions."""
        if self.signed_in.kind != "session":
            raise OnlyForSessions

    def may(self, operation: str, places: Iterable[Place] = ()) -> None:
        """Return if the caller may do this there. Raises NotPermitted, OutsideYourRegion, OutsideYourProgrammes,
        SecondFactorNeeded, OutsideKeyScope, and what `signed_in` raises."""
        signed_in = self.signed_in
        if not signed_in.scope.covers(operation, writes=writes(operation)):
            raise OutsideKeyScope(operation=operation)
        check(self.account, operation, places, second_factor=signed_in.second_factor)


def token_of(request: HTTPConnection) -> str:
    """Return the bearer token, else the session's cookie, else nothing."""
    scheme, _, token = header(request.scope, "authorization").partition(" ")
    if scheme.lower() == "bearer":
        return token.strip()
    return request.cookies.get(COOKIE) or request.cookies.get(f"__Host-{COOKIE}") or ""


async def caller(request: Request) -> Caller:
    """Return the request's caller."""
    return Caller(request)


TheCaller = Annotated[Caller, Depends(caller)]
