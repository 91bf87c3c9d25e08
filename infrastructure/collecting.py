"""How often Python looks for cycles of objects while an office is open."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_THRESHOLDS = (50_000, 10, 20)
"""New objects before a look at the young; of such looks before one at the middle-aged; and so on (700, 10, 10)."""


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look rarely: facts, entries and rows hold no cycles and are freed without.

    With Python's own thresholds each batch of 10,000 payments is looked through sixty times, and everything else the
    process holds as well: up to half of the time that its release takes.
    """
    before = gc.get_threshold()
    gc.freeze()  # What is imported by now stays for good and is not looked at again.
    gc.set_threshold(*_THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
