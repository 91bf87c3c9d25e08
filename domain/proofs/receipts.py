"""Entry receipts (C2SP tlog-proof): a file that proves offline, to whoever holds the policy, that an entry is sealed.

Not to be taken for a command's receipt, which says what the command was answered.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass

from domain.proofs import checkpoint, tree
from domain.proofs.checkpoint import SIZE, Checkpoint
from domain.proofs.notes import from_base64, parse_note
from domain.proofs.policy import Policy
from domain.proofs.rejections import MalformedReceipt
from domain.proofs.rotation import KeyHistory
from domain.proofs.signatures import IsGood

FILE_ENDING = ".tlog-proof"

_HEADER = "c2sp.org/tlog-proof@v1"
_LONGEST_PROOF = 63


@dataclass(frozen=True, slots=True)
class EntryReceipt:
    """Leaf `index` is in the tree of the signed checkpoint `note`, as `proof` shows.

    `extra` is for the reader and proves nothing: we put the entry's own bytes there where the reader may see them.
    """

    index: int
    proof: tuple[bytes, ...]
    note: str
    extra: bytes = b""

    @property
    def position(self) -> int:
        """Return the entry's position in the log."""
        return self.index + 1

    @property
    def claims(self) -> Checkpoint:
        """Return the checkpoint as it stands there, signed or not. Raises MalformedNote, MalformedCheckpoint."""
        return checkpoint.parse(parse_note(self.note).text)

    def verified(self, entry: bytes, policy: Policy, is_good: IsGood, history: KeyHistory | None = None) -> Checkpoint:
        """Return the checkpoint under which exactly these bytes are the log's entry at this position.

        `history` says which keys sign a tree of which size, where the log's keys were replaced.
        Raises InclusionNotProven, and everything that `Policy.trusted` raises.
        """
        head = policy.trusted(self.note, is_good, history)
        tree.check_inclusion(self.index, head.size, tree.leaf_hash(entry), self.proof, head.root)
        return head

    def __str__(self) -> str:
        """Return the receipt as a file."""
        lines = [_HEADER]
        if self.extra:
            lines.append(f"extra {b64encode(self.extra).decode()}")
        lines += [f"index {self.index}", *(b64encode(node).decode() for node in self.proof), "", self.note]
        return "\n".join(lines)


def parse_receipt(text: str) -> EntryReceipt:
    """Return the receipt a file holds. Raises MalformedReceipt; the checkpoint in it is read by `verified`."""
    lines, blank, note = text.partition("\n\n")
    header, *rest = lines.split("\n")
    if header != _HEADER or not blank or not rest:
        raise MalformedReceipt(what=f"it does not begin with {_HEADER}")
    extra: bytes | None = b""
    if rest[0].startswith("extra "):
        extra = from_base64(rest.pop(0).removeprefix("extra "))
        if not extra or not rest:
            raise MalformedReceipt(what="the extra line")
    index = rest[0].removeprefix("index ")
    if not rest[0].startswith("index ") or not SIZE.fullmatch(index):
        raise MalformedReceipt(what="the index line")
    proof = [from_base64(line) for line in rest[1:]]
    whole = tuple(node for node in proof if node is not None and len(node) == tree.HASH_BYTES)
    if len(whole) != len(proof) or len(whole) > _LONGEST_PROOF:
        raise MalformedReceipt(what="the proof lines")
    return EntryReceipt(int(index), whole, note, extra or b"")
