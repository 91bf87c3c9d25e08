"""People who sign in at a browser by themselves: with their password, and a one-time code nobody gave before."""

from __future__ import annotations

import time

import pyotp
from playwright.sync_api import Page, expect

from tests.support.served import Served
from tests.support.service import ADMINISTRATOR, PASSWORD

_USED: set[str] = set()
"""One-time codes that somebody gave."""


def enrolled(running: Served, account: str) -> str:
    """Give an account its password and its second factor; return the authenticator's secret."""
    credentials, here = running.office.credentials, "127.0.0.1"
    credentials.set_first_password(credentials.invite(account, by=ADMINISTRATOR).secret, PASSWORD, from_address=here)
    session = credentials.sign_in(account, PASSWORD, from_address=here)
    enrolment = credentials.enrol_totp(session.token, PASSWORD, from_address=here)
    credentials.confirm_totp(session.token, pyotp.TOTP(enrolment.secret).now(), from_address=here)
    return enrolment.secret


def sign_in(page: Page, account: str, secret: str) -> None:
    """Fill in the form of `/sign-in`, where the page is."""
    page.fill("[name=account]", account)
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=code]", _code(secret))
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("link", name=account)).to_be_visible()


def _code(secret: str) -> str:
    """Return a code that was not used before: the next one, which clocks that are late would show.

    Where the story before was over within its half minute, that one was used too; then the one behind it comes.
    """
    authenticator = pyotp.TOTP(secret)
    while (code := authenticator.at(int(time.time()) + 30)) in _USED:
        time.sleep(1)
    _USED.add(code)
    return code
