"""Who has a hand in a batch, by what the register says: for pages that show many batches and none of their lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from application.views.batches import Batch, BatchStage


def hands_in(steps: Iterable[Batch]) -> Mapping[str, str]:
    """Return who has a hand in the version that counts, and as what, as `BatchFile.acted` says it of the log."""
    built: set[str] = set()
    approved: dict[str, str] = {}
    for step in steps:
        who = step.by or ""
        match step.stage:
            case BatchStage.OPENED:
                built, approved = {who}, {}
            case BatchStage.SUBMITTED:
                built.add(who)
            case BatchStage.SENT_BACK:
                approved = {}
            case BatchStage.APPROVED:
                approved[who] = str(step.step)
    return {**approved, **{one: "builder" for one in built if one}}
