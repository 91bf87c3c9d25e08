"""The seals of a running service. Whatever goes wrong with them is said loudly, and stops nobody's work."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

from domain.proofs.policy import Policy, parse_policy
from domain.rejected import Rejected
from infrastructure.proofs.gathering import Gathering
from infrastructure.proofs.published import PublishedLog
from infrastructure.proofs.sealing import SealableLog, Sealing, sealing
from infrastructure.proofs.tiles_store import NotOpenedForProofs, PublishedFiles

_log = logging.getLogger(__name__)


class ServedSeals(PublishedLog):
    """Implements `application.proofs.Seals`; safe to share between threads."""

    def __init__(self, log: SealableLog, home: Path) -> None:
        self._all, self._published = log, PublishedFiles(home, log.ledger)
        super().__init__(self._published, log)
        self._trusted: Policy | None = None
        self._sealing: Sealing | None = None
        self._at_start = ""

    def keys(self) -> str:
        """Return the log's verifier keys, one a line; nothing before the log was opened for sealing."""
        try:
            keys = self._published.keys()
        except NotOpenedForProofs:
            return ""
        return "".join(f"{key}\n" for key in keys)

    def policy(self) -> str:
        """Return whom to trust: the policy that was set, else the log's own keys without any witness."""
        if self._trusted is not None:
            return str(self._trusted)
        return str(Policy(self._published.keys())) if self.keys() else ""

    def trouble(self) -> str:
        """Return what went wrong last, nothing while all is well."""
        return self._at_start or (self._sealing.trouble if self._sealing is not None else "")

    def unsealed(self) -> int:
        """Return how many entries no signed checkpoint covers yet."""
        return max(0, self._all.head() - self._sealed())

    def oldest_unsealed(self) -> datetime | None:
        """Return when the oldest of these was recorded, None when there is none."""
        rows = self._all.entries(self._sealed(), limit=1)
        return rows[0][4] if rows else None

    def start(self, stack: ExitStack, home: Path, *, signer_folder: Path | None, policy: Path | None) -> None:
        """Seal, and gather cosignatures where the policy names witnesses, until the stack is closed. Never raises."""
        try:
            self._sealing = stack.enter_context(sealing(self._all, home, signer_folder=signer_folder))
            self._trusted = parse_policy(policy.read_text("utf-8")) if policy is not None else None
            if self._trusted is not None and self._trusted.addresses:
                stack.enter_context(Gathering(self._published, self._trusted))
        except (Rejected, OSError, UnicodeDecodeError) as error:
            self._at_start = f"{type(error).__name__}: {error}"
            _log.error("the log of %s is not sealed as it should be: %s", self._all.ledger, self._at_start)

    def _sealed(self) -> int:
        there = self._published.checkpoint()
        return there.size if there else 0


@contextmanager
def served_seals(
    log: SealableLog, home: Path, *, seal: bool, signer_folder: Path | None = None, policy: Path | None = None
) -> Iterator[ServedSeals]:
    """Yield the seals of a ledger's log and, if told to, seal it while we are inside.

    Where several processes serve one home, one of them seals; the others take over when it dies.
    """
    with ExitStack() as stack:
        seals = ServedSeals(log, home)
        if seal:
            seals.start(stack, home, signer_folder=signer_folder, policy=policy)
        yield seals
