"""Somebody at a browser, without the browser: pages are fetched, and forms are sent as they stand on them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from html.parser import HTMLParser
from typing import Any

from httpx2 import Response

from api.http.caller import COOKIE
from domain.accounts.roles import Role
from tests.support.service import Service

_ORIGIN = {"Origin": "http://127.0.0.1", "Accept-Language": "zh-CN"}


class Seat:
    """One person's browser. They gave their second factor when they signed in, unless another session is named."""

    def __init__(self, service: Service, who: Role | str, *, session: str = "") -> None:
        account = service.of(who) if isinstance(who, Role) else who
        self.service = service
        self.headers = {**_ORIGIN, "Cookie": f"{COOKIE}={session or service.token(account)}"}

    def get(self, path: str, *, status: int = 200, language: str = "zh-CN") -> str:
        """Fetch a page; return it as text. What was recorded before is waited for."""
        views, log = self.service.office.desk.views, self.service.office.desk.log
        views.wait_for(log.head())
        headers = {**self.headers, "Accept-Language": language}
        answer = self.service.client.get(path, headers=headers, follow_redirects=False)
        assert answer.status_code == status, f"{path}: {answer.status_code} {seen(answer.text)[:2000]}"
        return answer.text

    def send(
        self,
        path: str,
        fields: Mapping[str, str] | None = None,
        *,
        to: str = "",
        files: Mapping[str, Any] | None = None,
    ) -> Response:
        """Fill in the form that the page at `path` shows (the one that is sent `to`, if it has several) and send it.

        Fields that are not named keep what the page says.
        """
        action, filled = self.form(path, to)
        return self.post(action or path, {**filled, **(fields or {})}, files=files)

    def form(self, path: str, to: str = "") -> tuple[str, dict[str, str]]:
        """Return a form that the page at `path` shows: where it is sent, and what stands in it."""
        shown = _Forms()
        shown.feed(self.get(path))
        return shown.find(to)

    def post(self, path: str, fields: Mapping[str, str], *, files: Mapping[str, Any] | None = None) -> Response:
        """Send fields as they are. Nothing is followed."""
        return self.service.client.post(
            path, data=dict(fields), files=files, headers=self.headers, follow_redirects=False
        )


def seen(page: str) -> str:
    """Return what a page says, without its tags."""
    body = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", page.partition("<main")[2].partition(">")[2])
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", body))).strip()


class _Forms(HTMLParser):
    """The forms of a page that are sent by POST: where to, and what stands in them."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self._open = False
        self._select = ""
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = said.get("method") == "post"
            if self._open:
                self.forms.append((said.get("action", ""), {}))
        elif not self._open:
            return
        elif tag == "input" and said.get("name"):
            ticked = said.get("type") not in ("checkbox", "radio") or "checked" in said
            if ticked and said.get("type") != "file":
                self.forms[-1][1][said["name"]] = said.get("value", "")
        elif tag == "select":
            self._select = said["name"]
        elif tag == "option" and self._select and "selected" in said:
            self.forms[-1][1][self._select] = said.get("value", "")
        elif tag == "textarea":
            self._area = said["name"]

    def handle_data(self, data: str) -> None:
        if self._open and self._area:
            self.forms[-1][1][self._area] = data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = False
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""

    def find(self, to: str) -> tuple[str, dict[str, str]]:
        """Return the form that is sent there; if nothing is said, the first that is not for signing out."""
        own = [form for form in self.forms if form[0] != "/sign-out"]
        for action, fields in own:
            if not to or action == to:
                return action, fields
        raise AssertionError(f"no form to {to or 'anywhere'} on the page, only to {[action for action, _ in own]}")
