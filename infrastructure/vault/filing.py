"""People's files in the vault: how one is committed to, sealed under the person's key, and opened again.

The salt of a file's commitment follows from the person's key and the file. The same file of the same person has the
same commitment each time, so that a command asked again after a crash says the same; and whoever has the log and a
file cannot tell that they belong together once the person's key is gone.
"""

from __future__ import annotations

import hashlib
import hmac

from application.people import RevealedFile
from infrastructure.vault.sealing import SealBroken, Sealed, Sealer

_SALT = 32
_FORMAT = b"\x01"


def commitment_to(sealer: Sealer, person: Sealed, content: bytes) -> bytes:
    """Return the SHA-256 of the file's salt and the file. Raises SealBroken."""
    return hashlib.sha256(_salt(sealer, person, content) + content).digest()


def seal_file(sealer: Sealer, person: Sealed, content: bytes) -> tuple[bytes, bytes]:
    """Return a file's commitment, and its sealed bytes, bound to person and commitment. Raises SealBroken."""
    clear = _salt(sealer, person, content) + content
    commitment = hashlib.sha256(clear).digest()
    return commitment, _FORMAT + sealer.seal_with(person, clear, "file", commitment.hex())


def open_file(sealer: Sealer, person: Sealed, commitment: bytes, sealed: bytes) -> RevealedFile:
    """Return the clear file. Raises SealBroken, also when it is not what was committed to."""
    clear = sealer.open_with(person, sealed[1:], "file", commitment.hex())
    if sealed[:1] != _FORMAT or hashlib.sha256(clear).digest() != commitment:
        raise SealBroken(sealer.ledger, person.beneficiary_id)
    return RevealedFile(commitment.hex(), clear[:_SALT].hex(), clear[_SALT:])


def _salt(sealer: Sealer, person: Sealed, content: bytes) -> bytes:
    return hmac.digest(sealer.derived_from(person, "salt of files"), hashlib.sha256(content).digest(), "sha256")
