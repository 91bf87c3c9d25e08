"""The seals of a running service. Whatever goes wrong with them is said loudly, and stops nobody's work."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from itertools import islice
from pathlib import Path

from application.proofs import Stamp
from domain.proofs import checkpoint
from domain.proofs.notes import parse_note
from domain.proofs.policy import Policy, parse_policy
from domain.rejected import Rejected
from infrastructure.proofs.gathering import Gathering
from infrastructure.proofs.published import PublishedLog
from infrastructure.proofs.sealing import SealableLog, sealing
from infrastructure.proofs.tiles_store import NotOpenedForProofs, PublishedFiles, written_rotations
from infrastructure.proofs.timestamps import NotStamped, Stamping, stamped_at, stamps_in
from infrastructure.proofs.trying import Trying

_SEALING, _COSIGNATURES = "sealing", "cosignatures"


class ServedSeals(PublishedLog):
    """Implements `application.proofs.Seals`; safe to share between threads."""

    def __init__(self, log: SealableLog, home: Path) -> None:
        self._all, self._published = log, PublishedFiles(home, log.ledger)
        super().__init__(self._published, log)
        self._trusted: Policy | None = None
        self._troubles: dict[str, Callable[[], str]] = {}

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

    def rotations(self) -> str:
        """Return the announcements of new keys in the log, one a line as JSON; nothing where there were none."""
        return written_rotations(self._published.rotations())

    def witnessed(self) -> str:
        """Return the newest checkpoint that enough witnesses cosigned, nothing before the first."""
        return self._published.witnessed()

    def stamps(self, newest: int) -> Sequence[Stamp]:
        """Return so many of the checkpoints that an authority stamped, the newest first; unreadable ones left out."""
        found = []
        for one in islice(reversed(list(stamps_in(self._published.folder))), newest):
            with suppress(NotStamped, Rejected):
                found.append(Stamp(one.day, checkpoint.parse(parse_note(one.note).text).size, stamped_at(one.token)))
        return found

    def trouble(self) -> str:
        """Return what went wrong last, nothing while all is well."""
        return "; ".join(filter(None, (told() for told in tuple(self._troubles.values()))))

    def unsealed(self) -> int:
        """Return how many entries no signed checkpoint covers yet."""
        return max(0, self._all.head() - self._sealed())

    def oldest_unsealed(self) -> datetime | None:
        """Return when the oldest of these was recorded, None when there is none."""
        rows = self._all.entries(self._sealed(), limit=1)
        return rows[0][4] if rows else None

    def start(
        self, stack: ExitStack, home: Path, *, signer_folder: Path | None, policy: Path | None, stamps: str = ""
    ) -> None:
        """Seal until the stack is closed, gather cosignatures where the policy names witnesses, and have time-stamps
        made by the authority at the address `stamps`. Never raises: what cannot begin is tried again."""

        def seal(running: ExitStack) -> None:
            work = running.enter_context(sealing(self._all, home, signer_folder=signer_folder))
            self._troubles[_SEALING] = lambda: work.trouble

        def gather(running: ExitStack) -> None:
            assert policy is not None
            self._trusted = parse_policy(policy.read_text("utf-8"))
            if self._trusted.addresses:
                gathering = running.enter_context(Gathering(self._published, self._trusted))
                self._troubles[_COSIGNATURES] = lambda: gathering.trouble

        self._try(stack, _SEALING, seal)
        if policy is not None:
            self._try(stack, _COSIGNATURES, gather)
        if stamps:
            stamping = stack.enter_context(Stamping(self._published, stamps))
            self._troubles["time-stamps"] = lambda: stamping.trouble

    def _try(self, stack: ExitStack, name: str, begin: Callable[[ExitStack], None]) -> None:
        trying = Trying(f"{name} of {self._all.ledger}", begin)
        self._troubles[f"beginning {name}"] = lambda: trying.trouble
        stack.enter_context(trying)

    def _sealed(self) -> int:
        there = self._published.checkpoint()
        return there.size if there else 0


@contextmanager
def served_seals(
    log: SealableLog,
    home: Path,
    *,
    seal: bool,
    signer_folder: Path | None = None,
    policy: Path | None = None,
    stamps: str = "",
) -> Iterator[ServedSeals]:
    """Yield the seals of a ledger's log and, if told to, seal it while we are inside.

    Where several processes serve one home, one of them seals; the others take over when it dies.
    """
    with ExitStack() as stack:
        seals = ServedSeals(log, home)
        if seal:
            seals.start(stack, home, signer_folder=signer_folder, policy=policy, stamps=stamps)
        yield seals
