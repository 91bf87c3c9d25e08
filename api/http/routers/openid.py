"""以其他身份提供者登录（OpenID Connect） / Signing in at an OpenID Connect provider: there and back."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request
from starlette.responses import RedirectResponse, Response

from api.http.answering import is_open, takes_anything
from api.http.caller import token_of
from api.http.cookies import forget, keep
from api.http.router import Router
from api.http.routers.session import SessionBegun, address_of, begun_answer
from api.http.services import Services, services_of

router = Router(tags=["session"])

KEPT = "ledger_openid"
PATH = "/v1/session/openid"
KEPT_SECONDS = 600


@router.get("/session/openid", status_code=303, response_class=Response)
@is_open
def begin_at_provider(request: Request) -> Response:
    """前往身份提供者登录 / Go to the provider; the browser comes back to `…/answer`."""
    services = services_of(request)
    asked = services.openid.begin(_redirect(request, services))
    answer = RedirectResponse(asked.address, status_code=303)
    return keep(answer, KEPT, asked.kept, path=PATH, seconds=KEPT_SECONDS, secure=services.secure_cookies)


@router.get("/session/openid/answer", response_model=SessionBegun)
@is_open
@takes_anything  # Providers add words of their own: `iss`, `session_state`.
def finish_at_provider(
    request: Request,
    state: Annotated[str, Query(max_length=500)] = "",
    code: Annotated[str, Query(max_length=4000)] = "",
    error: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """从身份提供者返回，开始会话 / Come back from the provider; a session begins for an account that is bound to it."""
    services = services_of(request)
    given = {name: value for name, value in (("state", state), ("code", code), ("error", error)) if value}
    identity = services.openid.finish(given, request.cookies.get(KEPT, ""), _redirect(request, services))
    begun = services.credentials.sign_in_by_identity(
        identity, from_address=address_of(request), replacing=token_of(request)
    )
    answer = begun_answer(request, begun, as_token=False)
    return forget(answer, KEPT, path=PATH, secure=services.secure_cookies)


def _redirect(request: Request, services: Services) -> str:
    """Return the address the provider sends the browser back to; it is one of those registered there."""
    base = services.public_address or f"{request.url.scheme}://{request.url.netloc}"
    return f"{base.rstrip('/')}{PATH}/answer"
