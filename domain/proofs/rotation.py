"""New keys for a log's signer: how they are announced, and which keys sign a tree of which size.

An announcement is an entry of the log. Old and new keys both sign it: the old ones say who follows them, the new ones
whom they follow, so that whoever trusts any of a log's keys can tell all the others. The first tree that holds the
entry is signed by the new keys, and from then on the old ones sign nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.proofs.notes import Note, VerifierKey, parse_key, parse_note
from domain.proofs.rejections import KeyRotationForged
from domain.proofs.signatures import IsGood, Signer
from domain.proofs.statements import attested, who_attested
from domain.rejected import Rejected

_HEADER = "subsidy-ledger key rotation v1"

Keys = tuple[VerifierKey, ...]


@dataclass(frozen=True, slots=True)
class Rotation:
    """The keys of a log that are replaced, and those that follow them."""

    origin: str
    replaced: Keys
    new: Keys

    @property
    def text(self) -> str:
        """Return the text that all of these keys sign."""
        lines = [
            _HEADER,
            self.origin,
            *(f"replaced {key}" for key in self.replaced),
            *(f"new {key}" for key in self.new),
        ]
        return "".join(f"{line}\n" for line in lines)


@dataclass(frozen=True, slots=True)
class Generation:
    """The keys that sign trees of `since` leaves and more, until the next generation."""

    since: int
    keys: Keys


@dataclass(frozen=True, slots=True)
class KeyHistory:
    """Every generation of a log's keys, the oldest first; the oldest signs from the empty tree on."""

    generations: tuple[Generation, ...]

    @classmethod
    def of(cls, keys: Iterable[VerifierKey]) -> KeyHistory:
        """Return the history of a log whose keys were never replaced."""
        return cls((Generation(0, tuple(keys)),))

    @property
    def current(self) -> Keys:
        """Return the keys that sign now."""
        return self.generations[-1].keys

    @property
    def every(self) -> frozenset[VerifierKey]:
        """Return all keys there ever were."""
        return frozenset(key for generation in self.generations for key in generation.keys)

    def at(self, size: int) -> Keys:
        """Return the keys that sign a tree of a size."""
        return next(one.keys for one in reversed(self.generations) if one.since <= size or not one.since)

    def extended(self, position: int, announcement: str, is_good: IsGood) -> KeyHistory:
        """Return the history with the keys announced at a position. Raises KeyRotationForged."""
        rotation = announced(announcement, is_good)
        if set(rotation.replaced) != set(self.current):
            raise KeyRotationForged(what="it replaces other keys than those that sign now")
        if set(rotation.new) & self.every:
            raise KeyRotationForged(what="it brings back keys that were replaced")
        if position <= self.generations[-1].since:
            raise KeyRotationForged(what=f"position {position} does not follow the rotation before it")
        return KeyHistory((*self.generations, Generation(position, rotation.new)))

    def narrowed_to(self, trusted: Iterable[VerifierKey]) -> KeyHistory:
        """Return the history with only the trusted keys of each generation of which any is named, the others whole."""
        named = set(trusted)
        return KeyHistory(
            tuple(
                Generation(one.since, tuple(key for key in one.keys if key in named) or one.keys)
                for one in self.generations
            )
        )


def announcement_of(rotation: Rotation, signers: Iterable[Signer]) -> str:
    """Return the announcement, signed by the old keys and the new."""
    return str(attested(rotation.text, signers))


def announced(announcement: str, is_good: IsGood) -> Rotation:
    """Return what an announcement says, all of its keys having signed it. Raises KeyRotationForged."""
    try:
        note = parse_note(announcement)
        rotation = parse_rotation(note)
        signed = who_attested(note, (*rotation.replaced, *rotation.new), is_good)
    except KeyRotationForged:
        raise
    except Rejected as refusal:
        raise KeyRotationForged(what=refusal.sentence("en")) from refusal
    if signed != {*rotation.replaced, *rotation.new}:
        raise KeyRotationForged(what="not all of its keys signed it")
    return rotation


def parse_rotation(note: Note) -> Rotation:
    """Return what a note says of keys, unchecked. Raises KeyRotationForged, MalformedVerifierKey."""
    lines = note.text.removesuffix("\n").split("\n")
    if len(lines) < 4 or lines[0] != _HEADER:
        raise KeyRotationForged(what="it is no announcement of keys")
    origin, rest = lines[1], lines[2:]
    replaced = tuple(parse_key(line.removeprefix("replaced ")) for line in rest if line.startswith("replaced "))
    new = tuple(parse_key(line.removeprefix("new ")) for line in rest if line.startswith("new "))
    rotation = Rotation(origin, replaced, new)
    if not replaced or not new or rotation.text != note.text or {key.name for key in (*replaced, *new)} != {origin}:
        raise KeyRotationForged(what="its lines are not those of one log's keys")
    if {key.scheme for key in replaced} != {key.scheme for key in new} or set(replaced) & set(new):
        raise KeyRotationForged(what="its new keys are not one for each old one")
    return rotation
