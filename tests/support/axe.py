"""axe-core on a page that is open: brought into it once, asked as often as one likes, told only what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

_TOLD = {"resultTypes": ["violations", "incomplete"], "ancestry": False, "selectors": False}


def complaints(page: Page, **options: object) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Return what breaks a rule (`violations`) and what axe cannot tell (`incomplete`), by rule, with the elements."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    asked = "options => axe.run(options).then(({violations, incomplete}) => ({violations, incomplete}))"
    found: Mapping[str, Sequence[Mapping[str, Any]]] = page.evaluate(asked, {**_TOLD, **options})
    return found
