"""Whom a verifier trusts (C2SP tlog-policy): the logs, the witnesses, and which of them together are enough."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from domain.proofs import checkpoint
from domain.proofs.checkpoint import Checkpoint
from domain.proofs.notes import Scheme, VerifierKey, parse_key, parse_note
from domain.proofs.rejections import MalformedPolicy, MalformedVerifierKey, QuorumMissing, UnknownOrigin
from domain.proofs.rotation import KeyHistory
from domain.proofs.signatures import IsGood, who_signed

NONE = "none"
"""The quorum of a policy that asks for no witness."""

_LOG_SCHEMES = (Scheme.ED25519, Scheme.ML_DSA_44)
_WITNESS_SCHEMES = (Scheme.COSIGNATURE, Scheme.ML_DSA_44)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_COUNT = re.compile(r"[1-9][0-9]{0,3}")


@dataclass(frozen=True, slots=True)
class Group:
    """Witnesses and groups of which so many have to have cosigned."""

    needed: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """`logs` are the log's keys: one of them must have signed. `quorum` names a witness, a group, or `none`.

    `addresses` are the witnesses' submission prefixes, where they are known.
    """

    logs: tuple[VerifierKey, ...]
    witnesses: Mapping[str, VerifierKey] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    quorum: str = NONE
    addresses: Mapping[str, str] = field(default_factory=dict)

    def is_met(self, cosigned: Collection[VerifierKey]) -> bool:
        """Say whether the witnesses that cosigned are enough."""
        there = {name for name, key in self.witnesses.items() if key in cosigned}
        for name, group in self.groups.items():  # a group names only what stands before it
            if sum(member in there for member in group.members) >= group.needed:
                there.add(name)
        return self.quorum == NONE or self.quorum in there

    def trusted(self, note: str, is_good: IsGood, history: KeyHistory | None = None) -> Checkpoint:
        """Return the checkpoint that a note holds, if its log is one of ours and enough witnesses cosigned.

        With the `history` of a log of which we trust some key, only the keys that sign a tree of that size count.
        Raises MalformedNote, MalformedCheckpoint, UnknownOrigin, NobodyTrustedSigned, SignatureWrong, QuorumMissing.
        """
        read = parse_note(note)
        head = checkpoint.parse(read.text)
        ours = [key for key in self.logs if key.name == head.origin]
        if history is not None and history.every & set(ours):
            ours = list(history.at(head.size))
        if not ours:
            raise UnknownOrigin(origin=head.origin)
        who_signed(read, ours, is_good)
        if not self.is_met(set(who_signed(read, [*ours, *self.witnesses.values()], is_good))):
            raise QuorumMissing(size=head.size)
        return head

    def __str__(self) -> str:
        """Return the policy as a file."""
        lines = [f"log {key}" for key in self.logs]
        lines += [
            f"witness {name} {key} {self.addresses.get(name, '')}".rstrip() for name, key in self.witnesses.items()
        ]
        lines += [f"group {name} {group.needed} {' '.join(group.members)}" for name, group in self.groups.items()]
        return "\n".join([*lines, f"quorum {self.quorum}", ""])


def parse_policy(text: str) -> Policy:
    """Return the policy a file holds. Raises MalformedPolicy, which names the line."""
    reading = _Reading()
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if _CONTROL.search(line):
            raise MalformedPolicy(line=number, what="a control character")
        words = re.split(r"[ \t]+", line.strip(" \t"))
        if words[0] and not words[0].startswith("#"):
            try:
                reading.take(words)
            except (_Odd, MalformedVerifierKey) as error:
                raise MalformedPolicy(line=number, what=str(error)) from None
    if reading.quorum is None:
        raise MalformedPolicy(line=len(lines), what="no quorum")
    return Policy(tuple(reading.logs), reading.witnesses, reading.groups, reading.quorum, reading.addresses)


class _Odd(Exception):
    """What is wrong with a line."""


class _Reading:
    def __init__(self) -> None:
        self.logs: list[VerifierKey] = []
        self.witnesses: dict[str, VerifierKey] = {}
        self.groups: dict[str, Group] = {}
        self.addresses: dict[str, str] = {}
        self.quorum: str | None = None
        self._members: set[str] = set()

    def take(self, words: list[str]) -> None:
        match words:
            case ["log", key, *address] if len(address) <= 1:
                self.logs.append(self._new(key, _LOG_SCHEMES, self.logs))
            case ["witness", name, key, *address] if len(address) <= 1:
                self._is_free(name)
                self.witnesses[name] = self._new(key, _WITNESS_SCHEMES, self.witnesses.values())
                if address:
                    self.addresses[name] = address[0]
            case ["group", name, needed, *members] if members:
                self._is_free(name)
                self.groups[name] = Group(self._needed(needed, len(members)), tuple(map(self._member, members)))
            case ["quorum", name] if self.quorum is None:
                if name != NONE and name not in self.witnesses and name not in self.groups:
                    raise _Odd(f"{name} is not defined above")
                self.quorum = name
            case _:
                raise _Odd(" ".join(words))

    def _new(self, text: str, schemes: Collection[Scheme], others: Collection[VerifierKey]) -> VerifierKey:
        key = parse_key(text)
        if key.scheme not in schemes:
            raise _Odd(f"{key.scheme.name} does not sign this")
        if any(key.public == other.public for other in others):
            raise _Odd("the same key twice")
        return key

    def _is_free(self, name: str) -> None:
        if name == NONE or name in self.witnesses or name in self.groups:
            raise _Odd(f"{name} is taken")

    def _needed(self, word: str, members: int) -> int:
        needed = {"any": 1, "all": members}.get(word) or (int(word) if _COUNT.fullmatch(word) else 0)
        if not 1 <= needed <= members:
            raise _Odd(f"{word} of {members}")
        return needed

    def _member(self, name: str) -> str:
        if name not in self.witnesses and name not in self.groups:
            raise _Odd(f"{name} is not defined above")
        if name in self._members:
            raise _Odd(f"{name} is in a group already")
        self._members.add(name)
        return name
