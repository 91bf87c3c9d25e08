"""People who look at pages in a browser: signed in, watched for what the browser complains of."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pyotp
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from api.http.caller import COOKIE
from domain.accounts.roles import Role
from tests.support.served import Served


@dataclass
class Visitor:
    """One person at one browser. `page` is their tab; `complaints` is what the browser said was wrong."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str, *, status: int = 200) -> Page:
        """Open a page of ours; it has to answer with the status."""
        answer = self.page.goto(f"{self.address}{path}")
        assert answer is not None
        assert answer.status == status, f"{path}: {answer.status}\n{self.page.inner_text('body')[:2000]}"
        return self.page


Visit = Callable[..., Visitor]
"""`visit(served, role, **context)`: somebody who holds the role (None: nobody signed in), with a second factor."""


def executable() -> str:
    """Return where Debian's Chromium is, built without windows: half the work, and the same engine."""
    found = shutil.which("chromium-headless-shell")
    assert found is not None, "chromium-headless-shell is not on the path"
    return found


@contextmanager
def visiting(browser: Browser) -> Iterator[Visit]:
    """Give what opens visits, and hold every one of them to having had nothing to complain of."""
    opened: list[tuple[BrowserContext, Visitor]] = []

    def visit(served: Served, who: Role | str | None, *, expects: str = "", **context: Any) -> Visitor:
        context.setdefault("locale", "zh-CN")
        context.setdefault("accept_downloads", True)
        made = browser.new_context(**context)
        made.set_default_timeout(20_000)
        if who is not None:
            with served.client() as client:
                token = client.token(client.of(who) if isinstance(who, Role) else who)
            made.add_cookies([{"name": COOKIE, "value": token, "url": served.address, "httpOnly": True}])
        visitor = Visitor(made.new_page(), served.address)
        _listen(visitor, expects)
        opened.append((made, visitor))
        return visitor

    yield visit
    for context, _visitor in opened:
        context.close()
    assert [said for _context, visitor in opened for said in visitor.complaints] == []


def by_way(page: Page, way: str) -> None:
    """Go where a link of the navigation leads."""
    page.get_by_role("navigation", name="主导航").get_by_role("link", name=way, exact=True).click()


def one_time_code(secret: str) -> str:
    """Return the present code of an authenticator."""
    return pyotp.TOTP(secret).now()


def until_the_job_ends(page: Page, *, scripts: bool) -> None:
    """Wait until a file that was brought is worked through; without scripts somebody looks again and again."""
    page.wait_for_url("**/jobs/*")
    look_again = page.get_by_role("link", name="刷新进度")
    while not scripts and look_again.count():
        look_again.click()
        page.wait_for_timeout(200)
    expect(look_again).to_have_count(0, timeout=60_000)


def _listen(visitor: Visitor, expects: str) -> None:
    """Note every error of the console, content policy violations among them; `expects` is one that is meant."""

    def told(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not (expects and expects in message.text):
            visitor.complaints.append(f"{visitor.page.url}: {message.text}")

    visitor.page.on("console", told)
    visitor.page.on("pageerror", lambda error: visitor.complaints.append(f"{visitor.page.url}: {error}"))
