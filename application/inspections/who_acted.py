"""Who ever acted on a person: made an entry of theirs, or of a list, a batch or an agreement that names them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from application.answers import RegisterRow
from application.desk import Desk

_OF_INSPECTIONS = frozenset({"sample_person", "visit", "visit_fact", "visit_finding_step"})


def who_acted_on(beneficiary: str, *, desk: Desk) -> tuple[frozenset[str], frozenset[str]]:
    """Return the accounts that acted on somebody, and the streams that say so. Inspecting them is not acting on them.

    The views must have been brought to the log's head; `Work.rests_on` then keeps it so until the append.
    """
    rows = desk.views.person_file(beneficiary)
    streams = {f"beneficiary/{beneficiary}", *(name for row in rows for name in _streams(row))}
    entries = desk.log.streams(sorted(streams))
    # Claims of aid share a stream with those of others; whose hands were in one stands in its row.
    claims: list[Any] = [found.row for found in rows if found.table == "aid_step"]
    acted = {entry.actor for own in entries.values() for entry in own} | {row.by for row in claims}
    return frozenset(acted), frozenset(streams)


def _streams(found: RegisterRow) -> Iterator[str]:
    row: Any = found.row
    match found.table:
        case table if table in _OF_INSPECTIONS:
            return
        case "case_step":
            yield f"case/{row.programme}/{row.beneficiary}"
        case "notice_person" | "objection":
            yield f"notice/{row.notice}"
        case "batch_person":
            yield f"batch/{row.batch}"
        case "payout_step":
            yield f"payout/{row.payout}"
            if row.batch:
                yield f"batch/{row.batch}"
        case "agreement_person":
            yield f"agreement/{row.agreement}"
        case "recovery":
            yield f"recovery/{row.recovery}"
        case "service_step":
            yield f"service_file/{row.file}"
        case _:
            return
