"""A progress bar on standard error, for a person in front of a terminal and for nobody else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from api.terminal.door import Progress


def _nobody_looks(done: int, total: int) -> None:
    """Tell nobody."""
    del done, total


@contextmanager
def progress(what: str) -> Iterator[Progress]:
    """Yield what is told how much is done; a total of 0 means that it is not known."""
    if not sys.stderr.isatty():
        yield _nobody_looks
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(file=sys.stderr), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total or None)
