"""axe-core on a page that is open: brought into it once, asked as often as one likes, told only what is wrong.

Of table rows that are built alike (the same elements with the same attributes) it looks at the first few: what is
wrong with one is wrong with all, and tables of a hundred rows would take nearly all the time there is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

_ASK = """
options => {
    const kept = name => /^(class|role|data-.*)$/.test(name);
    const built = one => one.tagName
        + one.getAttributeNames().map(name => kept(name) ? name + one.getAttribute(name) : name).join()
        + [...one.children].map(built).join();
    const seen = new Map();
    const alike = [...document.querySelectorAll("tbody > tr")].filter(row => {
        const kind = row.closest("table").className + built(row);
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
        return seen.get(kind) > 3;
    });
    return axe.run({include: [document], exclude: alike}, options)
        .then(({violations, incomplete}) => ({violations, incomplete}));
}
"""
_TOLD = {"resultTypes": ["violations", "incomplete"], "ancestry": False, "selectors": False}


def complaints(page: Page, **options: object) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Return what breaks a rule (`violations`) and what axe cannot tell (`incomplete`), by rule, with the elements."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: Mapping[str, Sequence[Mapping[str, Any]]] = page.evaluate(_ASK, {**_TOLD, **options})
    return found
