"""Chromium for the bench: what of a page came over the line, and when something of it was to be seen."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from api.http.caller import COOKIE

NOBODY = "nobody"
_TOLD = """async () => {
    const painted = () => performance.getEntriesByName("first-contentful-paint")[0];
    for (let tries = 0; tries < 200 && !painted(); tries += 1) await new Promise(done => setTimeout(done, 10));
    const came = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
    return [came.reduce((sum, one) => sum + one.transferSize, 0), painted() ? painted().startTime : -1];
}"""


@dataclass(frozen=True, slots=True)
class Painted:
    """One visit with an empty cache: bytes over the line with their headers, and milliseconds to the first paint."""

    bytes: int
    paint_ms: float


Visitor = Callable[[str, str, str], Painted]
"""Given who looks, the service's address, and the page's path in it."""


@contextmanager
def browser(tokens: Mapping[str, Mapping[str, str]]) -> Iterator[Visitor | None]:
    """Yield what visits pages of services, whose tokens are given by their addresses; None without a Chromium."""
    executable = shutil.which("chromium") or shutil.which("chromium-headless-shell")
    if executable is None:
        yield None
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])

        def visit(who: str, address: str, path: str) -> Painted:
            context = chromium.new_context(locale="zh-CN")
            try:
                if token := tokens.get(address, {}).get(who):
                    context.add_cookies([{"name": COOKIE, "value": token, "url": address, "httpOnly": True}])
                page = context.new_page()
                answer = page.goto(address + path, wait_until="load")
                assert answer is not None
                assert answer.status == 200, f"{path}: {answer.status}"
                size, paint = page.evaluate(_TOLD)
                assert paint >= 0, f"{path}: nothing was painted"
                return Painted(int(size), float(paint))
            finally:
                context.close()

        yield visit
        chromium.close()
