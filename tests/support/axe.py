"""axe-core on a page that is open: brought into it once, asked as often as one likes, told only what is wrong.

Of table rows that are built alike (the same elements of the same classes, with the same attributes, saying something
or nothing in the same places) it looks at the first three: what is wrong with one is wrong with all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

_ASK = """
options => {
    const kept = name => /^(class|role|data-.*)$/.test(name);
    const said = (one, name) => kept(name) ? one.getAttribute(name) : one.getAttribute(name).trim() ? "said" : "empty";
    const built = one => one.tagName
        + one.getAttributeNames().map(name => name + said(one, name)).join()
        + (one.textContent.trim() ? "" : "silent")
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
