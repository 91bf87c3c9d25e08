"""What columns of some lists are called, where the same field means something else than in others."""

from __future__ import annotations

from collections.abc import Mapping

from api.http.headings import HEADINGS
from application.listed.devices import DeviceKindListed, DeviceMoveListed

_OWN: Mapping[type, Mapping[str, tuple[str, str]]] = {
    DeviceKindListed: {"received": ("入库", "Received"), "counted": ("盘点数", "Counted")},
    DeviceMoveListed: {"moved_on": ("出入库日期", "Moved on")},
}


def heading_of(row: type, field: str) -> tuple[str, str]:
    """Return what a field is called at the head of a list's column. Raises KeyError for one that nobody has named."""
    return _OWN.get(row, {}).get(field) or HEADINGS[field]
