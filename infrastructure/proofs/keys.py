"""Signing keys: Ed25519 and ML-DSA-44, each in a file its owner alone can read; and what checks their signatures."""

from __future__ import annotations

import os
import re
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey

from domain.proofs.notes import Scheme, VerifierKey
from domain.rejected import Rejected
from infrastructure.proofs import durable

SEED_BYTES = 32

_HEADER = "subsidy-ledger signing key 1"
_CONTENT = re.compile(rf"{_HEADER}\nname ([^\n]+)\nscheme ([0-9]+)\nid ([0-9a-f]{{8}})\nseed ([0-9a-f]{{64}})\n")
_LONGEST_FILE = 4096


class SigningKeyMissing(Rejected):
    """There is no signing key at {path}."""

    code = "signing_key_missing"
    zh = "{path} 处没有签名密钥。"


class SigningKeyExists(Rejected):
    """There is a signing key at {path} already; it is never replaced."""

    code = "signing_key_exists"
    zh = "{path} 处已有签名密钥，系统不会覆盖它。"


class SigningKeyReadableByOthers(Rejected):
    """The signing key {path} can be read by other users (mode {mode}); run chmod 600 on it."""

    code = "signing_key_readable_by_others"
    zh = "签名密钥 {path} 可被其他用户读取（权限 {mode}），请执行 chmod 600。"


class SigningKeyMalformed(Rejected):
    """The file {path} is not a whole signing key; take it from your safe copy."""

    code = "signing_key_malformed"
    zh = "{path} 不是完整的签名密钥文件，请用备份的密钥替换。"


@dataclass(frozen=True, slots=True, repr=False)
class SigningKey:
    """A private key in memory, with the name it signs under. It has no repr."""

    name: str
    scheme: Scheme
    seed: bytes

    @classmethod
    def generate(cls, name: str, scheme: Scheme) -> SigningKey:
        """Return a new random key. Raises MalformedVerifierKey for a name no key may have."""
        made = cls(name, scheme, secrets.token_bytes(SEED_BYTES))
        assert made.key.name == name
        return made

    @property
    def key(self) -> VerifierKey:
        """The public half."""
        return VerifierKey(self.name, self.scheme, self._private().public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """Return the bare signature of a message."""
        return self._private().sign(message)

    def _private(self) -> Ed25519PrivateKey | MLDSA44PrivateKey:
        if self.scheme is Scheme.ML_DSA_44:
            return MLDSA44PrivateKey.from_seed_bytes(self.seed)
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def create(path: Path, name: str, scheme: Scheme) -> SigningKey:
    """Make a key and its file, flushed to disk. Raises SigningKeyExists, MalformedVerifierKey."""
    made = SigningKey.generate(name, scheme)
    lines = (_HEADER, f"name {name}", f"scheme {scheme:d}", f"id {made.key.id.hex()}", f"seed {made.seed.hex()}", "")
    try:
        durable.create(path, "\n".join(lines).encode())
    except FileExistsError:
        raise SigningKeyExists(path=path) from None
    return made


def load(path: Path) -> SigningKey:
    """Read a key. Raises SigningKeyMissing, SigningKeyReadableByOthers, SigningKeyMalformed."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except FileNotFoundError:
        raise SigningKeyMissing(path=path) from None
    with os.fdopen(handle, "rb") as file:
        mode = stat.S_IMODE(os.fstat(handle).st_mode)
        content = file.read(_LONGEST_FILE + 1)
    if mode & 0o077:
        raise SigningKeyReadableByOthers(path=path, mode=f"{mode:03o}")
    found = _CONTENT.fullmatch(content.decode("utf-8", errors="replace"))
    if found is None or int(found[2]) not in list(Scheme):
        raise SigningKeyMalformed(path=path)
    read = SigningKey(found[1], Scheme(int(found[2])), bytes.fromhex(found[4]))
    if read.key.id.hex() != found[3]:
        raise SigningKeyMalformed(path=path)
    return read


def is_good(key: VerifierKey, message: bytes, signature: bytes) -> bool:
    """Say whether a bare signature of a message fits a key: `domain.proofs.signatures.IsGood`."""
    try:
        if key.scheme is Scheme.ML_DSA_44:
            MLDSA44PublicKey.from_public_bytes(key.public).verify(signature, message)
        else:
            Ed25519PublicKey.from_public_bytes(key.public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
