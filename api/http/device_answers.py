"""What commands about devices are answered, for the document."""

from __future__ import annotations

from pydantic import Field

from api.http.answers import Count, Done


class DeviceKindNamed(Done):
    """The kind of device took this step."""

    programme: str = Field(examples=["assistive-devices"])
    kind: str = Field(examples=["wheelchair"])


class DevicesMoved(DeviceKindNamed):
    """How many of the kind are in stock now."""

    in_stock: Count


class DevicesCounted(DeviceKindNamed):
    """What was counted, and what should have been there."""

    counted: Count
    expected: Count
