"""Where a self-evaluation is."""

from __future__ import annotations

from enum import StrEnum


class EvaluationStage(StrEnum):
    """Planned, filled in (again, once it was reopened), or scored."""

    PLANNED = "planned"
    FILLED_IN = "filled_in"
    SCORED = "scored"
