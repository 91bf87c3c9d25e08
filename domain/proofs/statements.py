"""Signed statements: texts, other than checkpoints, that the holder of a log's keys puts their name to.

They are written as signed notes. The Ed25519 signature is of the text itself, as C2SP signed-note has it, so that every
tool for signed notes reads it; the ML-DSA-44 signature is of a label of our own and the text, since that scheme's notes
are of tree heads only. A statement's first line names its kind and its second the log, which no checkpoint's can be.
"""

from __future__ import annotations

from collections.abc import Iterable

from domain.proofs.notes import Note, Scheme, Signature, VerifierKey
from domain.proofs.rejections import SignatureWrong
from domain.proofs.signatures import IsGood, Signer

_LABEL = b"subsidy-ledger/statement/v1\n\0"


def attested(text: str, signers: Iterable[Signer]) -> Note:
    """Return a text signed by each of these."""
    return Note(text, tuple(Signature(one.key.name, one.key.id, one.sign(_message(one.key, text))) for one in signers))


def who_attested(note: Note, trusted: Iterable[VerifierKey], is_good: IsGood) -> frozenset[VerifierKey]:
    """Return those of the trusted keys that signed a statement. Raises SignatureWrong for one that does not fit."""
    by_line = {(key.name, key.id): key for key in trusted}
    found = set()
    for signature in note.signatures:
        key = by_line.get((signature.name, signature.key_id))
        if key is None:
            continue
        if not is_good(key, _message(key, note.text), signature.value):
            raise SignatureWrong(name=key.name)
        found.add(key)
    return frozenset(found)


def _message(key: VerifierKey, text: str) -> bytes:
    return text.encode() if key.scheme is Scheme.ED25519 else _LABEL + text.encode()
