"""本人账号 / One's own account: roles, sessions, the password, the second factor, the keys of programs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from starlette.responses import Response

from api.http.cookies import keep_session
from api.http.router import Router
from api.http.routers.session import KeyBody, address_of
from api.pages.forms import Filled, TheForm
from api.pages.page import Page, ThePage
from api.pages.qr import qr_code
from api.pages.templating import CHINA
from api.pages.trying import tried
from application.credentials import Credentials, KeyScope, NewKey, NewSession, TotpConfirmed, TotpEnrolment
from domain.accounts.credential_rejections import SecondFactorNeeded

router = Router()

LASTING = timedelta(days=90)
"""For how long a key is made when nobody says otherwise."""


@router.get("/account")
def account(page: ThePage) -> Response:
    """Who one is here, and what lets one in."""
    page.query.may("own_account")
    own, credentials = page.caller.account, _credentials(page)
    return page.show(
        "account/account.html",
        own=own,
        standing=credentials.standing([own.id])[own.id],
        sessions=credentials.sessions(own.id),
        keys=[one for one in credentials.keys(own.id) if one.revoked_at is None],
        here=page.caller.signed_in,
        form=Filled(),
    )


@router.post("/account/sessions/{session}/end")
def end_session(page: ThePage, session: str, form: TheForm) -> Response:
    """End a session, most likely one that was left open elsewhere."""
    form.check_session()
    page.query.may("own_credentials")
    _credentials(page).revoke_session(page.account, session)
    return page.lead_to("/account")


@router.get("/account/password")
def ask_password(page: ThePage) -> Response:
    """The form for another password."""
    page.query.may("own_credentials")
    return page.show("account/password.html", form=Filled())


@router.post("/account/password")
def change_password(page: ThePage, form: TheForm) -> Response:
    """Change it; the other sessions end."""
    page.query.may("own_credentials")
    said, here = form.values, address_of(page.request)

    def change() -> NewSession:
        return _credentials(page).change_password(
            page.caller.token, said.get("present", ""), said.get("chosen", ""), from_address=here
        )

    return tried(
        form,
        change,
        then=lambda begun: _kept(page, begun, page.lead_to("/account", changed="password")),
        again=lambda filled, status: page.show("account/password.html", status=status, form=filled),
        places={"password": "chosen", "new_password": "chosen"},
    )


@router.get("/account/second-factor")
def ask_second_factor(page: ThePage) -> Response:
    """The first step of enrolling an authenticator: the password once more."""
    page.query.may("own_credentials")
    has_one = _credentials(page).standing([page.account])[page.account].has_second_factor
    if has_one and not page.caller.signed_in.second_factor:
        raise SecondFactorNeeded
    return page.show("account/second_factor.html", form=Filled(), has_one=has_one)


@router.post("/account/second-factor")
def enrol(page: ThePage, form: TheForm) -> Response:
    """Make a secret and show it, as a QR code and as text; it counts once its first code was given."""
    page.query.may("own_credentials")

    def make() -> TotpEnrolment:
        password, here = form.values.get("password", ""), address_of(page.request)
        return _credentials(page).enrol_totp(page.caller.token, password, from_address=here)

    return tried(
        form,
        make,
        then=lambda made: _shown(page, made, Filled(), 200),
        again=lambda filled, status: page.show("account/second_factor.html", status=status, form=filled, has_one=False),
    )


@router.post("/account/second-factor/confirmation")
def confirm(page: ThePage, form: TheForm) -> Response:
    """Let it count, and show the recovery codes this once."""
    page.query.may("own_credentials")
    said = form.values
    made = TotpEnrolment(said.get("secret", ""), said.get("address", ""))
    if not made.address.startswith("otpauth://totp/"):
        return page.lead_to("/account/second-factor")

    def count() -> TotpConfirmed:
        return _credentials(page).confirm_totp(
            page.caller.token, said.get("code", "").strip(), from_address=address_of(page.request)
        )

    return tried(
        form,
        count,
        then=lambda done: _kept(page, done.session, page.show("account/recovery.html", codes=done.recovery_codes)),
        again=lambda filled, status: _shown(page, made, filled, status),
        places={"totp": "code"},
    )


@router.get("/account/keys/new")
def ask_key(page: ThePage) -> Response:
    """The form for a program's key."""
    page.query.may("own_credentials")
    return _key_form(page, Filled(), 200)


@router.post("/account/keys/new")
def make_key(page: ThePage, form: TheForm) -> Response:
    """Make it, and show its token this once."""
    page.query.may("own_credentials")
    page.caller.needs_session()

    def make() -> NewKey:
        until = form.values.get("expires_at", "").strip()
        asked: dict[str, Any] = {
            "name": form.values.get("name", "").strip(),
            "expires_at": f"{until}T23:59:59+08:00" if until else "",
            "read_only": form.values.get("writes") != "true",
        }
        body = KeyBody.model_validate(asked)
        scope = KeyScope(frozenset(body.operations), body.read_only)
        expires_at = body.expires_at.astimezone(UTC)
        return _credentials(page).issue_key(page.account, body.name, expires_at, scope, by=page.account)

    return tried(
        form,
        make,
        then=lambda made: page.show("account/key_made.html", made=made),
        again=lambda filled, status: _key_form(page, filled, status),
    )


@router.post("/account/keys/{key}/revocation")
def revoke_key(page: ThePage, key: str, form: TheForm) -> Response:
    """Let a key count no more."""
    form.check_session()
    page.query.may("own_credentials")
    page.caller.needs_session()
    _credentials(page).revoke_key(page.account, key)
    return page.lead_to("/account")


def _key_form(page: Page, form: Filled, status: int) -> Response:
    until = (datetime.now(CHINA) + LASTING).date().isoformat()
    return page.show("account/key.html", status=status, form=form, until=until)


def _shown(page: Page, made: TotpEnrolment, form: Filled, status: int) -> Response:
    picture = qr_code(made.address, page.said("QR code for the authenticator"))
    return page.show("account/enrol.html", status=status, made=made, form=form, picture=picture)


def _kept(page: Page, begun: NewSession, answer: Response) -> Response:
    return keep_session(answer, begun.token, secure=page.caller.services.secure_cookies)


def _credentials(page: Page) -> Credentials:
    return page.caller.services.credentials
