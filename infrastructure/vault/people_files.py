"""The part of the vault in PostgreSQL that keeps people's files: one row a file, sealed under the person's key."""

from __future__ import annotations

import re

from application.people import AccessAction, RevealedFile
from domain.personal_data import NoSuchFile
from infrastructure.vault import admission, filing, statements
from infrastructure.vault.tables import VaultTables

_COMMITMENT = re.compile(r"[0-9a-f]{64}")


class PeopleFiles(VaultTables):
    """What of a `Vault` is about files."""

    def commitment_to(self, beneficiary_id: str, content: bytes) -> str:
        """See `application.ports.Vault`. Raises UnknownBeneficiary, PersonalDataErased, SealBroken, WrongMasterKey."""
        with self._looking() as connection:
            [current] = self._revisions(connection, [beneficiary_id])[beneficiary_id][-1:]
        return filing.commitment_to(self._sealer, current, content).hex()

    def keep_file(self, beneficiary_id: str, content: bytes, *, actor: str, why: str) -> str:
        """See `application.ports.Vault`.

        Raises ReasonMissing, ReasonNamesThePerson, UnknownBeneficiary, PersonalDataErased, SealBroken, WrongMasterKey.
        """
        reason = admission.stated(why)
        with self._writing() as connection:
            [current] = self._revisions(connection, [beneficiary_id])[beneficiary_id][-1:]
            admission.names_nobody(reason, [(beneficiary_id, self._sealer.open(current))])
            commitment, sealed = filing.seal_file(self._sealer, current, content)
            named = {**self._named(), "beneficiary_id": beneficiary_id}
            put = {**named, "commitment": commitment, "sealed": sealed}
            if connection.execute(statements.PUT_FILE, put).rowcount:
                self._note(connection, [beneficiary_id], actor, AccessAction.FILED, reason)
        return commitment.hex()

    def reveal_file(self, beneficiary_id: str, commitment: str, *, actor: str, why: str) -> RevealedFile:
        """See `application.ports.Vault`.

        Raises ReasonMissing, ReasonNamesThePerson, UnknownBeneficiary, PersonalDataErased, NoSuchFile, SealBroken,
        WrongMasterKey.
        """
        reason = admission.stated(why)
        with self._looking() as connection:
            [current] = self._revisions(connection, [beneficiary_id])[beneficiary_id][-1:]
            admission.names_nobody(reason, [(beneficiary_id, self._sealer.open(current))])
            row = None
            if _COMMITMENT.fullmatch(commitment):
                asked = {**self._named(), "beneficiary_id": beneficiary_id, "commitment": bytes.fromhex(commitment)}
                row = connection.execute(statements.FILE, asked, binary=True).fetchone()
            if row is None:
                raise NoSuchFile("commitment", beneficiary_id=beneficiary_id, commitment=commitment[:64])
            opened = filing.open_file(self._sealer, current, bytes.fromhex(commitment), row[0])
            self._note(connection, [beneficiary_id], actor, AccessAction.FILE_REVEALED, reason)
        # Returned only now: what is not noted durably is not shown.
        return opened
