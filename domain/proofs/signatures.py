"""What a signature under a note signs, by its scheme, and which signatures may be trusted.

- Ed25519 (0x01, C2SP signed-note): the note's text.
- cosignature/v1 (0x04, C2SP tlog-cosignature): a header, the time, the text. A witness saw no larger tree until then.
- ML-DSA-44 (0x06, C2SP tlog-cosignature): origin, size and root of the checkpoint, the time, and the signer's name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from domain.proofs import checkpoint
from domain.proofs.notes import Note, Scheme, Signature, VerifierKey
from domain.proofs.rejections import MalformedCheckpoint, NobodyTrustedSigned, SignatureWrong

LATEST = 2**63 - 1
"""Seconds since 1970; no signature is dated later."""

_TIME_BYTES = 8
_LABEL = b"subtree/v1\n\0"
_LONGEST_NAME = 255

IsGood = Callable[[VerifierKey, bytes, bytes], bool]
"""Says whether a bare signature (last) of a message fits a key; the scheme says which primitive it is."""


class Signer(Protocol):
    """A private key: what signs under `key`."""

    @property
    def key(self) -> VerifierKey:
        """The public half."""

    def sign(self, message: bytes) -> bytes:
        """Return the bare signature of a message."""


def signed(text: str, signer: Signer, *, seconds: int) -> Signature:
    """Sign a note's text, at a time in seconds since 1970 where the scheme has one.

    Raises MalformedCheckpoint where the scheme signs nothing else.
    """
    bare = signer.sign(_message(signer.key, text, seconds))
    dated = b"" if signer.key.scheme is Scheme.ED25519 else seconds.to_bytes(_TIME_BYTES, "big")
    return Signature(signer.key.name, signer.key.id, dated + bare)


def fits(text: str, signature: Signature, key: VerifierKey, is_good: IsGood) -> bool:
    """Say whether a key's signature is one of this text."""
    seconds = signed_at(signature, key)
    bare = signature.value if key.scheme is Scheme.ED25519 else signature.value[_TIME_BYTES:]
    if seconds > LATEST:
        return False
    try:
        return is_good(key, _message(key, text, seconds), bare)
    except MalformedCheckpoint:
        return False


def signed_at(signature: Signature, key: VerifierKey) -> int:
    """Return when it was signed, in seconds since 1970; 0 where the scheme does not say."""
    return 0 if key.scheme is Scheme.ED25519 else int.from_bytes(signature.value[:_TIME_BYTES], "big")


def who_signed(note: Note, trusted: Iterable[VerifierKey], is_good: IsGood) -> tuple[VerifierKey, ...]:
    """Return those of the trusted keys that signed the note; other keys' signatures say nothing to us.

    Raises SignatureWrong when one of ours does not fit: such a note is rejected whole. NobodyTrustedSigned when there
    is none.
    """
    by_line = {(key.name, key.id): key for key in trusted}
    found: dict[VerifierKey, None] = {}
    for signature in note.signatures:
        key = by_line.get((signature.name, signature.key_id))
        if key is None:
            continue
        if not fits(note.text, signature, key, is_good):
            raise SignatureWrong(name=key.name)
        found[key] = None
    if not found:
        raise NobodyTrustedSigned
    return tuple(found)


def _message(key: VerifierKey, text: str, seconds: int) -> bytes:
    if key.scheme is Scheme.ED25519:
        return text.encode()
    if key.scheme is Scheme.COSIGNATURE:
        return f"cosignature/v1\ntime {seconds}\n{text}".encode()
    head = checkpoint.parse(text)
    return b"".join(
        (
            _LABEL,
            _counted(key.name),
            seconds.to_bytes(_TIME_BYTES, "big"),
            _counted(head.origin),
            (0).to_bytes(8, "big"),  # the subtree begins with the first leaf: it is the whole tree
            head.size.to_bytes(8, "big"),
            head.root,
        )
    )


def _counted(name: str) -> bytes:
    encoded = name.encode()
    if len(encoded) > _LONGEST_NAME:
        raise MalformedCheckpoint(what=f"a name of {len(encoded)} bytes cannot be signed")
    return bytes([len(encoded)]) + encoded
