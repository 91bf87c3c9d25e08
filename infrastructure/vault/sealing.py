"""How a record is sealed and opened, a number made a digest, and a commitment made. All cryptography is here."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from application.people import PersonalRecord
from infrastructure.identity import uniform
from infrastructure.vault.master_key import MasterKey
from infrastructure.vault.tokens import tokens_of

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


class KeyUnknown(SealBroken):
    """It is wrapped under a master key that this process does not have: another's, or one that came since it began."""


@dataclass(frozen=True, slots=True, repr=False)
class IndexKeys:
    """The keys of one ledger's blind index: one a kind of number, and one for tokens of likeness. It has no repr.

    They are not the master key's: when that changes, they are wrapped anew and every digest stays.
    """

    of_kind: Mapping[str, bytes]
    tokens: bytes

    @classmethod
    def generate(cls) -> IndexKeys:
        """Return new random keys."""
        return cls({kind: secrets.token_bytes(_KEY) for kind in KINDS}, secrets.token_bytes(_KEY))

    @classmethod
    def derived(cls, keys: MasterKey, ledger: str) -> IndexKeys:
        """Return the keys of a ledger that has none of its own: those its master key gives."""
        of_kind = {kind: keys.derive("index", ledger, kind) for kind in KINDS}
        return cls(of_kind, keys.derive("index", ledger, "tokens"))

    def together(self) -> bytes:
        """Return them as one text of bytes, to be wrapped."""
        return b"".join([*(self.of_kind[kind] for kind in KINDS), self.tokens])

    @classmethod
    def apart(cls, together: bytes) -> IndexKeys:
        """Return the keys of such a text."""
        pieces = [together[start : start + _KEY] for start in range(0, len(together), _KEY)]
        *of_kind, tokens = pieces
        return cls(dict(zip(KINDS, of_kind, strict=True)), tokens)


class Sealer:
    """Seals and opens the records of one ledger under its master key, and opens what an older one wrapped."""

    def __init__(self, keys: MasterKey, ledger: str, index: IndexKeys | None = None) -> None:
        self.ledger = ledger
        self.master_key_id = keys.id
        self.key_check = keys.derive("check", ledger)
        """Tells a wrong master key; derived, so it may lie in the database."""
        self._wrapping = {key.id: AESGCM(key.derive("wrap", ledger)) for key in keys.every()}
        self.index = index or IndexKeys.derived(keys, ledger)

    def digest(self, kind: str, number: str) -> bytes:
        """Return the keyed digest (HMAC-SHA-256) under which a number of this kind is found."""
        return hmac.digest(self.index.of_kind[kind], uniform(number).encode(), "sha256")

    def tokens(self, record: PersonalRecord) -> list[int]:
        """Return the keyed tokens by which records that are alike find each other."""
        return tokens_of(self.index.tokens, record)

    def wrapped_index(self) -> bytes:
        """Return the keys of the index, wrapped by the master key."""
        return _encrypt(self._wrapping[self.master_key_id], self.index.together(), self._bound("index", ""))

    def index_of(self, wrapped: bytes, master_key_id: str) -> IndexKeys:
        """Return the keys of an index that were wrapped. Raises SealBroken, KeyUnknown."""
        try:
            return IndexKeys.apart(_decrypt(self._cipher(master_key_id, "index"), wrapped, self._bound("index", "")))
        except (InvalidTag, ValueError):
            raise SealBroken(self.ledger, "index") from None

    def wrapped_anew(self, beneficiary_id: str, master_key_id: str, wrapped: bytes) -> bytes:
        """Return a person's key, wrapped under an older master key, under the newest. Raises SealBroken, KeyUnknown."""
        key = self._unwrapped(beneficiary_id, master_key_id, wrapped)
        return _encrypt(self._wrapping[self.master_key_id], key, self._bound("key", beneficiary_id))

    def seal(self, beneficiary_id: str, record: PersonalRecord) -> Sealed:
        """Seal one person's first record under a new key of its own."""
        key = secrets.token_bytes(_KEY)
        wrapped = _encrypt(self._wrapping[self.master_key_id], key, self._bound("key", beneficiary_id))
        return self._sealed(beneficiary_id, 1, wrapped, key, record)

    def seal_next(self, current: Sealed, record: PersonalRecord) -> Sealed:
        """Seal a further revision under the person's key. Raises SealBroken."""
        key = self._key(current)
        return self._sealed(current.beneficiary_id, current.revision + 1, current.wrapped, key, record)

    def open(self, sealed: Sealed) -> PersonalRecord:
        """Return the clear record. Raises KeyUnknown, and SealBroken also when it is not what was committed to."""
        person, key = sealed.beneficiary_id, self._key(sealed)
        try:
            clear = _decrypt(AESGCM(key), sealed.sealed[1:], self._bound("record", person, sealed.revision))
        except (InvalidTag, ValueError):
            raise SealBroken(self.ledger, person) from None
        if sealed.sealed[:1] != _FORMAT or hashlib.sha256(clear).digest() != sealed.commitment:
            raise SealBroken(self.ledger, person)
        return PersonalRecord(**orjson.loads(clear[_SALT:]))

    def seal_with(self, person: Sealed, clear: bytes, what: str, name: str) -> bytes:
        """Seal something else of a person under their key, bound to what it is and its name. Raises SealBroken."""
        return _encrypt(AESGCM(self._key(person)), clear, self._bound(what, person.beneficiary_id, name))

    def open_with(self, person: Sealed, sealed: bytes, what: str, name: str) -> bytes:
        """Return in the clear what `seal_with` sealed. Raises SealBroken, KeyUnknown."""
        key = self._key(person)
        try:
            return _decrypt(AESGCM(key), sealed, self._bound(what, person.beneficiary_id, name))
        except (InvalidTag, ValueError):
            raise SealBroken(self.ledger, person.beneficiary_id) from None

    def derived_from(self, person: Sealed, purpose: str) -> bytes:
        """Return a key for one purpose that follows from the person's own and goes with it. Raises SealBroken."""
        return hmac.digest(self._key(person), self._bound(purpose, person.beneficiary_id), "sha256")

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
        return self._unwrapped(sealed.beneficiary_id, sealed.master_key_id, sealed.wrapped)

    def _unwrapped(self, person: str, master_key_id: str, wrapped: bytes) -> bytes:
        try:
            return _decrypt(self._cipher(master_key_id, person), wrapped, self._bound("key", person))
        except (InvalidTag, ValueError):
            raise SealBroken(self.ledger, person) from None

    def _cipher(self, master_key_id: str, what: str) -> AESGCM:
        try:
            return self._wrapping[master_key_id]
        except KeyError:
            raise KeyUnknown(self.ledger, what) from None

    def _bound(self, what: str, beneficiary_id: str, *which: int | str) -> bytes:
        return "\0".join((what, self.ledger, beneficiary_id, *map(str, which))).encode()


def canonical(record: PersonalRecord) -> bytes:
    """Return the record's canonical JSON (RFC 8785): what the commitment is made of, after the salt."""
    return orjson.dumps({name: getattr(record, name) for name in FIELDS}, option=orjson.OPT_SORT_KEYS)


def _encrypt(cipher: AESGCM, clear: bytes, bound_to: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + cipher.encrypt(nonce, clear, bound_to)


def _decrypt(cipher: AESGCM, sealed: bytes, bound_to: bytes) -> bytes:
    return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], bound_to)
