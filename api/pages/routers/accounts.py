"""账号管理 / Accounts: opened, given roles and one-time secrets, closed; each by an administrator, never one's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Path, Query
from starlette.responses import Response

from api.http.commanding import Commanding
from api.http.router import Router
from api.http.routers import accounts as api
from api.pages.forms import Filled, Form, TheForm
from api.pages.page import Page, ThePage
from api.pages.trying import renamed, tried
from application.credentials import Invitation
from application.lists import PROGRAMMES
from application.who_acts import AccountView
from domain.accounts.rejections import NoSuchAccount
from domain.accounts.roles import WHOLE_LEDGER_ONLY, Role

router = Router()

AccountId = Annotated[str, Path(pattern=r"^[a-z][a-z0-9._-]{0,39}$")]
GivenAt = Annotated[int, Query(ge=0, le=10**15)]
PLACES = {"account_id": "account"}
"""The domain's name of a field, and the form's."""


@router.get("/accounts")
def accounts(page: ThePage, role: Annotated[Role | None, Query()] = None) -> Response:
    """Every account and its roles; names and what lets them in are for who looks after them."""
    page.query.may("accounts")
    found = page.views.accounts(role=role, **page.times)
    names = [one.account for one in found] if page.may("account_credentials") else []
    standing = page.caller.services.credentials.standing(names)
    return page.show("accounts/list.html", accounts=found, standing=standing, roles=tuple(Role), asked=role)


@router.get("/new-account")
def ask_account(page: ThePage) -> Response:
    """The form for another account."""
    page.query.may("open_account")
    return page.show("accounts/new.html", form=Filled())


@router.post("/new-account")
def open_account(page: ThePage, form: TheForm) -> Response:
    """Open it; roles and the one-time secret follow on its page."""
    return form.give(
        lambda: api.open_(form.body(api.AccountBody), form.command()),
        lead_to=lambda said: f"/accounts/{said['account']}",
        again=lambda filled, status: page.show("accounts/new.html", status=status, form=renamed(filled, PLACES)),
    )


@router.get("/accounts/{account}")
def account(page: ThePage, account: AccountId) -> Response:
    """One account: its roles, and what lets it in; that with the second factor only."""
    page.query.may("accounts")
    found, credentials = _known(page, account), page.caller.services.credentials
    cares = page.may("account_credentials") and page.caller.signed_in.second_factor
    return page.show(
        "accounts/account.html",
        found=found,
        standing=credentials.standing([account])[account] if page.may("account_credentials") else None,
        sessions=credentials.sessions(account) if cares else (),
        keys=[one for one in credentials.keys(account) if one.revoked_at is None] if cares else (),
        cares=cares,
        acts=page.may("give_role") and account != page.account and not page.is_of_the_past,
    )


@router.get("/accounts/{account}/roles")
def ask_role(page: ThePage, account: AccountId) -> Response:
    """The form for a role."""
    page.query.may("give_role")
    return _role_form(page, account, Filled(), 200)


@router.post("/accounts/{account}/roles")
def give_role(page: ThePage, account: AccountId, form: TheForm) -> Response:
    """Give it."""
    return form.give(
        lambda: api.give(account, form.body(api.RoleBody), form.command()),
        lead_to=f"/accounts/{account}",
        again=lambda filled, status: _role_form(page, account, filled, status),
    )


@router.get("/accounts/{account}/roles-taken")
def ask_taking(page: ThePage, account: AccountId, given_at: GivenAt = 0) -> Response:
    """Whether the role that was given at a position (0: the first one held) is really to go."""
    page.query.may("take_role")
    return _taking(page, account, given_at, Filled(), 200)


@router.post("/accounts/{account}/roles-taken")
def take_role(page: ThePage, account: AccountId, form: TheForm, given_at: GivenAt = 0) -> Response:
    """Take it."""
    return form.give(
        lambda: api.take(account, form.body(api.RoleBody), form.command()),
        lead_to=f"/accounts/{account}",
        again=lambda filled, status: _taking(page, account, given_at, filled, status),
    )


@router.get("/accounts/{account}/closing")
def ask_closing(page: ThePage, account: AccountId) -> Response:
    """The form for closing an account."""
    page.query.may("close_account")
    return _reasoned(page, account, "accounts/close.html", Filled(), 200)


@router.post("/accounts/{account}/closing")
def close(page: ThePage, account: AccountId, form: TheForm) -> Response:
    """Close it; whatever let it in ends."""
    return _with_reason(page, account, form, api.close, "accounts/close.html")


@router.get("/accounts/{account}/reopening")
def ask_reopening(page: ThePage, account: AccountId) -> Response:
    """The form for opening a closed account again."""
    page.query.may("reopen_account")
    return _reasoned(page, account, "accounts/reopen.html", Filled(), 200)


@router.post("/accounts/{account}/reopening")
def reopen(page: ThePage, account: AccountId, form: TheForm) -> Response:
    """Open it again."""
    return _with_reason(page, account, form, api.reopen, "accounts/reopen.html")


@router.get("/accounts/{account}/invitation")
def ask_invitation(page: ThePage, account: AccountId) -> Response:
    """The form for a one-time secret."""
    page.query.may("account_credentials")
    return _invitation(page, account, Filled(), 200)


@router.post("/accounts/{account}/invitation")
def invite(page: ThePage, account: AccountId, form: TheForm) -> Response:
    """Make it, and show it this once."""

    def make() -> Invitation:
        body = form.body(api.InvitationBody)
        return api.invitation(account, body, page.caller)

    return tried(
        form,
        make,
        then=lambda made: page.show("accounts/invited.html", made=made),
        again=lambda filled, status: _invitation(page, account, filled, status),
    )


@router.post("/accounts/{account}/sessions/end")
def end_sessions(page: ThePage, account: AccountId, form: TheForm) -> Response:
    """End every session of the account."""
    form.check_session()
    api.end_sessions(account, page.caller)
    return page.lead_to(f"/accounts/{account}")


@router.post("/accounts/{account}/keys/{key}/revocation")
def revoke(page: ThePage, account: AccountId, key: str, form: TheForm) -> Response:
    """Let one of the account's keys count no more."""
    form.check_session()
    api.revoke(account, key, page.caller)
    return page.lead_to(f"/accounts/{account}")


def _known(page: Page, account: str) -> AccountView:
    for one in page.views.accounts(**page.times):
        if one.account == account:
            return one
    raise NoSuchAccount("account_id", account=account)


def _role_form(page: Page, account: str, form: Filled, status: int) -> Response:
    return page.show(
        "accounts/role.html",
        status=status,
        form=renamed(form, PLACES),
        found=_known(page, account),
        roles=[role for role in Role if role not in WHOLE_LEDGER_ONLY] + sorted(WHOLE_LEDGER_ONLY),
        programmes=list(page.views.rows(PROGRAMMES)),
    )


def _taking(page: Page, account: str, given_at: int, form: Filled, status: int) -> Response:
    found = _known(page, account)
    held = [one for one in found.roles if given_at in (0, one.given_at)]
    if not held:
        return page.lead_to(f"/accounts/{account}")
    return page.show("accounts/take.html", status=status, form=form, found=found, held=held[0])


def _reasoned(page: Page, account: str, template: str, form: Filled, status: int) -> Response:
    return page.show(template, status=status, form=form, found=_known(page, account))


def _with_reason(
    page: Page, account: str, form: Form, act: Callable[[str, api.ReasonBody, Commanding], Response], template: str
) -> Response:
    return form.give(
        lambda: act(account, form.body(api.ReasonBody), form.command()),
        lead_to=f"/accounts/{account}",
        again=lambda filled, status: _reasoned(page, account, template, filled, status),
    )


def _invitation(page: Page, account: str, form: Filled, status: int) -> Response:
    standing = page.caller.services.credentials.standing([account])[account]
    return page.show("accounts/invite.html", status=status, form=form, found=_known(page, account), standing=standing)
