"""The sealed log of one ledger: its published files, and the log for the entries behind them."""

from __future__ import annotations

from collections.abc import Sequence

from domain.proofs.tiles import Tile
from infrastructure.proofs.sealer import Entries
from infrastructure.proofs.tiles_store import PublishedFiles


class PublishedLog:
    """Implements `application.proofs.SealedLog`; safe to share between threads.

    `witnessed` takes the newest checkpoint that enough witnesses cosigned in the stead of the newest of all.
    """

    def __init__(self, files: PublishedFiles, log: Entries, *, witnessed: bool = False) -> None:
        self._files, self._log, self._witnessed = files, log, witnessed

    def note(self) -> str:
        """Return the newest signed checkpoint, nothing before the first."""
        return self._files.witnessed() if self._witnessed else self._files.note()

    def tile(self, tile: Tile) -> bytes:
        """Return a hash tile, or the full one it became. Raises MalformedTile."""
        return self._files.read(tile)

    def entries(self, first: int, count: int) -> Sequence[bytes]:
        """Return the bytes of so many entries from a position on."""
        return [row[5] for row in self._log.entries(first - 1, limit=count)]
