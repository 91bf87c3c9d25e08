"""A row of a register, as it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, repr=False)
class RegisterRow:
    """One line of a register, its values by column, and as they are `shown` where one is wrong.

    It has no repr, since a column may name somebody by a number.
    """

    row: int
    values: Mapping[str, Any]
    shown: Mapping[str, str]

    @property
    def id_number(self) -> str:
        """The ID number it names somebody by, or nothing."""
        return self.values.get("id_number") or ""

    @property
    def certificate(self) -> str:
        """The certificate it names somebody by, or nothing."""
        return self.values.get("certificate") or ""
