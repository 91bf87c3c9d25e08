"""A checkpoint submitted to a witness (C2SP tlog-witness, add-checkpoint), and what the witness looks at."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from domain.proofs import checkpoint
from domain.proofs.checkpoint import SIZE
from domain.proofs.heads import Continuation, Head, continued
from domain.proofs.notes import Note, VerifierKey, from_base64, parse_note
from domain.proofs.rejections import MalformedSubmission, UnknownOrigin
from domain.proofs.signatures import IsGood, fits, signed_at, who_signed

LONGEST_PROOF = 63
LARGEST = 200_000
"""Characters: far below what a note may have, so that one with our own signatures under it can be read again."""

KnownLogs = Mapping[str, tuple[VerifierKey, ...]]
"""The keys of each log that a witness knows, by origin."""


@dataclass(frozen=True, slots=True)
class Submission:
    """`note` is a signed checkpoint, `proof` shows that it continues the tree of `old`."""

    old: int
    proof: tuple[bytes, ...]
    note: str

    def __str__(self) -> str:
        """Return the body of the request."""
        return "\n".join([f"old {self.old}", *(b64encode(node).decode() for node in self.proof), "", self.note])


@dataclass(frozen=True, slots=True)
class Examined:
    """What a witness may cosign: the note with its log's signatures and nobody else's, and the tree in it."""

    origin: str
    note: Note
    head: Head


def parse_submission(body: str) -> Submission:
    """Return what the body of a request holds. Raises MalformedSubmission."""
    if len(body) > LARGEST:
        raise MalformedSubmission(what="it is too long")
    lines, blank, note = body.partition("\n\n")
    first, *rest = lines.split("\n")
    old = first.removeprefix("old ")
    if not blank or not first.startswith("old ") or not SIZE.fullmatch(old):
        raise MalformedSubmission(what="it does not begin with an old size")
    proof = tuple(node for line in rest if (node := from_base64(line)) is not None and len(node) == 32)
    if len(proof) != len(rest) or len(proof) > LONGEST_PROOF:
        raise MalformedSubmission(what="the proof lines")
    return Submission(int(old), proof, note)


def stepped_back(submission: Submission, before: str, log_keys: Iterable[VerifierKey], is_good: IsGood) -> bool:
    """Say whether a log signed the submitted tree, which is smaller, after the one that was cosigned `before`.

    An older checkpoint that comes late is no harm. The times are the log's own, in its ML-DSA-44 signatures, so that
    nobody's clock but the log's is believed. Raises MalformedNote, MalformedCheckpoint.
    """
    keys = tuple(log_keys)
    late, last = parse_note(submission.note), parse_note(before)
    if checkpoint.parse(late.text).size >= checkpoint.parse(last.text).size:
        return False
    return _signed(late, keys, is_good) > _signed(last, keys, is_good) > 0


def _signed(note: Note, keys: tuple[VerifierKey, ...], is_good: IsGood) -> int:
    """Return when one of the keys signed a note, 0 where no signature says so."""
    by_line = {(key.name, key.id): key for key in keys}
    ours = ((line, by_line[line.name, line.key_id]) for line in note.signatures if (line.name, line.key_id) in by_line)
    return max((signed_at(line, key) for line, key in ours if fits(note.text, line, key, is_good)), default=0)


def examined(submission: Submission, known: KnownLogs, last: Callable[[str], Head], is_good: IsGood) -> Examined:
    """Return what may be cosigned, `last` giving the tree cosigned last for an origin; see it under one lock with that.

    In the order of the specification, raises MalformedNote and MalformedCheckpoint (400), UnknownOrigin (404),
    NobodyTrustedSigned and SignatureWrong (403), MalformedSubmission (400), NotTheNewestHead (409), Forked (409),
    ConsistencyNotProven (422).
    """
    note = parse_note(submission.note)
    read = checkpoint.parse(note.text)
    if read.origin not in known:
        raise UnknownOrigin(origin=read.origin)
    who_signed(note, known[read.origin], is_good)
    if submission.old > read.size:
        raise MalformedSubmission(what="the old size is larger than the checkpoint's")
    asked = Continuation(submission.old, Head(read.size, read.root), submission.proof)
    ours = {(key.name, key.id) for key in known[read.origin]}
    lines = {(line.name, line.key_id): line for line in note.signatures if (line.name, line.key_id) in ours}
    return Examined(read.origin, Note(note.text, tuple(lines.values())), continued(last(read.origin), asked))
