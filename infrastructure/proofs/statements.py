"""The log's signatures under trial balances: behind `application.trial_balances.StatementSigner`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from domain.proofs import trial_balance
from domain.proofs.events import TrialBalanceStruck
from infrastructure.proofs.asking_signer import AskedSigner
from infrastructure.proofs.sealing import SIGNER_FOLDER, open_proofs
from infrastructure.proofs.tiles_store import PublishedFiles


class SignedStatements:
    """Asks the signer of a ledger's log; one is started for the moment where none is at work."""

    def __init__(self, home: Path, ledger: str, signer_folder: Path | None = None) -> None:
        self._home, self._ledger = home, ledger
        self._signer = signer_folder or home / SIGNER_FOLDER

    def signed(self, fact: TrialBalanceStruck) -> TrialBalanceStruck:
        """Return the fact with its statement signed.

        Raises SignerAway, NotOpenedForProofs, and what the signer refuses.
        """
        open_proofs(self._home, self._ledger, self._signer)
        origin = PublishedFiles(self._home, self._ledger).origin()
        with AskedSigner(self._signer) as signer:
            note = signer.attested(origin, trial_balance.statement(fact, ledger=self._ledger, origin=origin))
        return replace(fact, signed=note)
