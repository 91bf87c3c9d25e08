"""登录与退出 / Signing in and out, the first password, the second factor when it is asked for."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from api.http.caller import token_of
from api.http.cookies import forget_session, keep_session
from api.http.errors import status_of
from api.http.router import Router
from api.http.routers.session import address_of
from api.pages.forms import Filled, TheForm
from api.pages.page import ThePage, local
from application.credentials import NewSession
from domain.rejected import Rejected

router = Router()

Onward = Annotated[str, Query(max_length=2000)]


@router.get("/sign-in")
def ask(page: ThePage, onward: Onward = "/") -> Response:
    """The sign-in form."""
    return page.show("sign_in.html", form=Filled(), onward=local(onward))


@router.post("/sign-in")
def sign_in(page: ThePage, form: TheForm, onward: Onward = "/") -> Response:
    """Begin a session."""
    credentials, said = page.caller.services.credentials, form.values
    try:
        begun = credentials.sign_in(
            said.get("account", "").strip(),
            said.get("password", ""),
            said.get("code", "").strip(),
            from_address=address_of(page.request),
            replacing=token_of(page.request),
        )
    except Rejected as refusal:
        filled = Filled(values={"account": said.get("account", "")}, sentence=refusal.sentence(page.language))
        return page.show("sign_in.html", status=status_of(refusal.code), form=filled, onward=local(onward))
    return _kept(page, begun, local(onward))


@router.post("/sign-out")
def sign_out(page: ThePage, form: TheForm) -> Response:
    """End the session."""
    form.check_session()
    page.caller.services.credentials.sign_out(page.caller.token)
    return forget_session(page.lead_to("/sign-in"), secure=page.caller.services.secure_cookies)


@router.get("/first-password")
def ask_first_password(page: ThePage) -> Response:
    """The form for somebody who was handed a one-time secret."""
    return page.show("first_password.html", form=Filled())


@router.post("/first-password")
def set_first_password(page: ThePage, form: TheForm) -> Response:
    """Set the password and lead to the sign-in form."""
    credentials, said, here = page.caller.services.credentials, form.values, address_of(page.request)
    try:
        account = credentials.set_first_password(
            said.get("secret", "").strip(), said.get("password", ""), from_address=here
        )
    except Rejected as refusal:
        filled = Filled(sentence=refusal.sentence(page.language))
        return page.show("first_password.html", status=status_of(refusal.code), form=filled)
    begun = credentials.sign_in(account, said.get("password", ""), from_address=here, replacing=token_of(page.request))
    return _kept(page, begun, "/")


@router.get("/second-factor")
def ask_second_factor(page: ThePage, onward: Onward = "/") -> Response:
    """The form for a one-time code, in the middle of a session."""
    signed_in = page.caller.signed_in
    return page.show("second_factor.html", form=Filled(), onward=local(onward), given=signed_in.second_factor)


@router.post("/second-factor")
def give_second_factor(page: ThePage, form: TheForm, onward: Onward = "/") -> Response:
    """Give this session the second factor."""
    form.check_session()
    credentials, code = page.caller.services.credentials, form.values.get("code", "").strip()
    try:
        begun = credentials.confirm_second_factor(page.caller.token, code, from_address=address_of(page.request))
    except Rejected as refusal:
        filled = Filled(sentence=refusal.sentence(page.language))
        status = status_of(refusal.code)
        return page.show("second_factor.html", status=status, form=filled, onward=local(onward), given=False)
    return _kept(page, begun, local(onward))


def _kept(page: ThePage, begun: NewSession, onward: str) -> Response:
    return keep_session(page.lead_to(onward), begun.token, secure=page.caller.services.secure_cookies)
