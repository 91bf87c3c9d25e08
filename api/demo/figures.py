"""Published figures, held against the ledger's own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One published number and what the ledger says; both are text, so that nothing is rounded on the way."""

    name: str
    published: str
    computed: str

    @property
    def equal(self) -> bool:
        """Whether they are the same, to the fen."""
        return self.published == self.computed
