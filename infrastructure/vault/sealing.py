"""How a record is sealed and opened, a number made a digest, and a commitment made. All cryptography is here."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, fields

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from application.people import PersonalRecord
from infrastructure.identity import uniform
from infrastructure.vault.master_key import MasterKey

KINDS = ("id_number", "certificate", "account")
"""What a person can be found by. The first two belong to one person only."""
UNIQUE_KINDS = ("id_number", "certificate")

FIELDS = tuple(field.name for field in fields(PersonalRecord))

_NONCE = 12
_SALT = 32
_KEY = 32
_FORMAT = b"\x01"


class SealBroken(Exception):
    """A sealed record does not open: it was changed, moved to another person, or its key was."""

    def __init__(self, ledger: str, beneficiary_id: str) -> None:
        super().__init__(f"the sealed record of {beneficiary_id} in ledger {ledger} does not open")


@dataclass(frozen=True, slots=True, repr=False)
class Sealed:
    """One revision of one person's record as it is stored; revisions count 1, 2, 3 …, the last is the current one.

    `wrapped` is the person's key under the master key `master_key_id`, the same for all their revisions.
    """

    beneficiary_id: str
    revision: int
    master_key_id: str
    wrapped: bytes
    sealed: bytes
    commitment: bytes


class Sealer:
    """Seals and opens the records of one ledger under one master key."""

    def __init__(self, keys: MasterKey, ledger: str) -> None:
        self.ledger = ledger
        self.master_key_id = keys.id
        self.key_check = keys.derive("check", ledger)
        """Tells a wrong master key; derived, so it may lie in the database."""
        self._wrapping = AESGCM(keys.derive("wrap", ledger))
        self._digest_keys = {kind: keys.derive("index", ledger, kind) for kind in KINDS}

    def digest(self, kind: str, number: str) -> bytes:
        """Return the keyed digest (HMAC-SHA-256) under which a number of this kind is found."""
        return hmac.digest(self._digest_keys[kind], uniform(number).encode(), "sha256")

    def seal(self, beneficiary_id: str, record: PersonalRecord) -> Sealed:
        """Seal one person's first record under a new key of its own."""
        key = secrets.token_bytes(_KEY)
        wrapped = _encrypt(self._wrapping, key, self._bound("key", beneficiary_id))
        return self._sealed(beneficiary_id, 1, wrapped, key, record)

    def seal_next(self, current: Sealed, record: PersonalRecord) -> Sealed:
        """Seal a further revision under the person's key. Raises SealBroken."""
        key = self._key(current)
        return self._sealed(current.beneficiary_id, current.revision + 1, current.wrapped, key, record)

    def open(self, sealed: Sealed) -> PersonalRecord:
        """Return the clear record. Raises SealBroken, also when it is not the record that was committed to."""
        person, key = sealed.beneficiary_id, self._key(sealed)
        try:
            clear = _decrypt(AESGCM(key), sealed.sealed[1:], self._bound("record", person, sealed.revision))
        except (InvalidTag, ValueError):
            raise SealBroken(self.ledger, person) from None
        if sealed.sealed[:1] != _FORMAT or hashlib.sha256(clear).digest() != sealed.commitment:
            raise SealBroken(self.ledger, person)
        return PersonalRecord(**orjson.loads(clear[_SALT:]))

    def _sealed(self, person: str, revision: int, wrapped: bytes, key: bytes, record: PersonalRecord) -> Sealed:
        clear = secrets.token_bytes(_SALT) + canonical(record)
        return Sealed(
            beneficiary_id=person,
            revision=revision,
            master_key_id=self.master_key_id,
            wrapped=wrapped,
            sealed=_FORMAT + _encrypt(AESGCM(key), clear, self._bound("record", person, revision)),
            commitment=hashlib.sha256(clear).digest(),
        )

    def _key(self, sealed: Sealed) -> bytes:
        person = sealed.beneficiary_id
        try:
            return _decrypt(self._wrapping, sealed.wrapped, self._bound("key", person))
        except (InvalidTag, ValueError):
            raise SealBroken(self.ledger, person) from None

    def _bound(self, what: str, beneficiary_id: str, *which: int) -> bytes:
        return "\0".join((what, self.ledger, beneficiary_id, *map(str, which))).encode()


def canonical(record: PersonalRecord) -> bytes:
    """Return the record's canonical JSON (RFC 8785): what the commitment is made of, after the salt."""
    return orjson.dumps({name: getattr(record, name) for name in FIELDS}, option=orjson.OPT_SORT_KEYS)


def _encrypt(cipher: AESGCM, clear: bytes, bound_to: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + cipher.encrypt(nonce, clear, bound_to)


def _decrypt(cipher: AESGCM, sealed: bytes, bound_to: bytes) -> bytes:
    return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], bound_to)
