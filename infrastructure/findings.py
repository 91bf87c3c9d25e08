"""What a check found that is not as it should be, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be, and where: what does not apply is empty, a position then 0."""

    check: str
    what: str
    position: int = 0
    stream: str = ""
    view: str = ""
    table: str = ""
    column: str = ""
