"""Files that take long are begun first, so that at the end no process waits minutes for another's last file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

_SLOW_SECONDS = 10
"""What a test counts that is marked `slow` or `fault`."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort by file, longest first; inside a file the order stays."""
    seconds = _by_file(items)
    items.sort(key=lambda item: (-seconds[item.path], str(item.path)))


def _by_file(items: Iterable[pytest.Item]) -> Counter[Path]:
    """Guess how long files take: what their tests may take at most, where they say so, and what slow ones count."""
    found: Counter[Path] = Counter()
    for item in items:
        if given := item.get_closest_marker("timeout"):
            found[item.path] = max(found[item.path], int(given.args[0]))
    for item in items:
        if item.get_closest_marker("slow") or item.get_closest_marker("fault"):
            found[item.path] += _SLOW_SECONDS
    return found
