"""Signed notes and verifier keys in the form of C2SP signed-note: text, a blank line, one line a signature.

What each kind of signature signs stands in `signatures.py`; the primitives themselves are infrastructure's.
"""

from __future__ import annotations

import re
from base64 import b64encode
from binascii import Error, a2b_base64
from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256

from domain.proofs.rejections import MalformedNote, MalformedVerifierKey

MOST_SIGNATURES = 100
LARGEST_NOTE = 1_000_000
"""Characters. Both limits are ours; the specification asks that sixteen signatures be read at least."""

_ID_BYTES = 4
_DASH = "\N{EM DASH} "
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_ODD_NAME = re.compile(r"[\s+\x00-\x1f]")
_KEY = re.compile(r"(?P<name>[^+]*)\+(?P<id>[0-9a-f]{8})\+(?P<key>.*)", re.DOTALL)


class Scheme(IntEnum):
    """The kinds of signatures known here, under the bytes that C2SP signed-note and tlog-cosignature give them."""

    ED25519 = 0x01
    COSIGNATURE = 0x04
    """A witness's Ed25519 cosignature/v1, with its time."""
    ML_DSA_44 = 0x06
    """A log's or a witness's ML-DSA-44 signature of a tree head (`subtree/v1`), with its time."""


KEY_BYTES = {Scheme.ED25519: 32, Scheme.COSIGNATURE: 32, Scheme.ML_DSA_44: 1312}
"""How long a public key is."""


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with the name it signs under."""

    name: str
    scheme: Scheme
    public: bytes

    def __post_init__(self) -> None:
        if not is_key_name(self.name):
            raise MalformedVerifierKey(what="the name is empty or has a space, a plus or a control character")
        if len(self.public) != KEY_BYTES[self.scheme]:
            raise MalformedVerifierKey(what=f"{len(self.public)} bytes of key")

    @property
    def id(self) -> bytes:
        """Return the four bytes that, with the name, say whose signature it is."""
        return sha256(self.name.encode() + b"\n" + self._encoded()).digest()[:_ID_BYTES]

    def __str__(self) -> str:
        """Return it as people exchange it: name, id, key."""
        return f"{self.name}+{self.id.hex()}+{b64encode(self._encoded()).decode()}"

    def _encoded(self) -> bytes:
        return bytes([self.scheme]) + self.public


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature line: under which name, by which key, and what follows the key's id."""

    name: str
    key_id: bytes
    value: bytes

    def __str__(self) -> str:
        """Return the line with its newline."""
        return f"{_DASH}{self.name} {b64encode(self.key_id + self.value).decode()}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text, ending in a newline, and its signatures. Nothing about them is known to be true yet."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        """Return the whole note as it is stored and sent."""
        return f"{self.text}\n{''.join(map(str, self.signatures))}"


def parse_note(note: str) -> Note:
    """Return a note's text and signatures. Raises MalformedNote."""
    if len(note) > LARGEST_NOTE:
        raise MalformedNote(what="it is too long")
    if _CONTROL.search(note):
        raise MalformedNote(what="it has control characters")
    text, blank, lines = note.rpartition("\n\n")
    if not blank or not lines:
        raise MalformedNote(what="no blank line stands between text and signatures")
    if not lines.endswith("\n"):
        raise MalformedNote(what="the last line has no end")
    return Note(f"{text}\n", parse_signatures(lines))


def parse_signatures(lines: str) -> tuple[Signature, ...]:
    """Return signatures, one a line, each with its newline. Raises MalformedNote."""
    if not lines.endswith("\n"):
        raise MalformedNote(what="the last line has no end")
    found = tuple(_signature(line) for line in lines[:-1].split("\n"))
    if len(found) > MOST_SIGNATURES:
        raise MalformedNote(what=f"more than {MOST_SIGNATURES} signatures")
    return found


def parse_key(text: str) -> VerifierKey:
    """Return a verifier key. Raises MalformedVerifierKey, also for a scheme not known here and for a wrong id."""
    found = _KEY.fullmatch(text)
    encoded = from_base64(found["key"]) if found else None
    if not found or not encoded:
        raise MalformedVerifierKey(what="name+id+key is expected")
    try:
        scheme = Scheme(encoded[0])
    except ValueError:
        raise MalformedVerifierKey(what=f"signatures of type {encoded[0]}") from None
    key = VerifierKey(found["name"], scheme, encoded[1:])
    if key.id.hex() != found["id"]:
        raise MalformedVerifierKey(what="the id is another key's")
    return key


def is_key_name(name: str) -> bool:
    """Say whether a key or a log may be called so: no space, no plus, no control character."""
    return bool(name) and not _ODD_NAME.search(name)


def from_base64(text: str) -> bytes | None:
    """Return the bytes of standard base 64 in its one spelling, or None."""
    try:
        value = a2b_base64(text.encode("ascii"), strict_mode=True)
    except (Error, UnicodeEncodeError):
        return None
    return value if b64encode(value).decode() == text else None


def _signature(line: str) -> Signature:
    dash, name, encoded = line[: len(_DASH)], *line[len(_DASH) :].partition(" ")[::2]
    value = from_base64(encoded)
    if dash != _DASH or not is_key_name(name) or value is None or len(value) <= _ID_BYTES:
        raise MalformedNote(what="a line that is no signature")
    return Signature(name, value[:_ID_BYTES], value[_ID_BYTES:])
