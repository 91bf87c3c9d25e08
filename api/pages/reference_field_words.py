"""What the fields of a ledger's own lists are called: calendars, document numbers, templates of programmes."""

from __future__ import annotations

from collections.abc import Mapping

REFERENCE_FIELDS: Mapping[str, str] = {
    "day_kind": "安排",
    "holiday": "节日",
    "announced_on": "印发日期",
}
