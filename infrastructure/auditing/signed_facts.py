"""The entries that the log's own signer put its name to: announcements of keys, and trial balances."""

from __future__ import annotations

from collections.abc import Iterator

from application.recorded import Recorded
from domain.proofs import trial_balance
from domain.proofs.events import KeysAnnounced, TrialBalanceStruck
from domain.proofs.notes import is_key_name, parse_note
from domain.proofs.statements import who_attested
from domain.rejected import Rejected
from infrastructure.auditing.seals import Seals
from infrastructure.findings import Finding
from infrastructure.proofs.keys import is_good


class SignedFacts:
    """Holds each such entry against the keys that sign at its position; `end` says which announcement is missing.

    What names another log is of the time before this one was opened anew under its origin (a restored backup, ADR
    0016): its keys are not these, and it is left to whoever keeps that log's files.
    """

    def __init__(self, seals: Seals) -> None:
        self._history, self._due = seals.chain, dict(seals.rotations)
        self._sealed = seals.newest.size
        self._origin = min((key.name for key in seals.chain.current), default="")

    def see(self, entry: Recorded[object]) -> Iterator[Finding]:
        """Yield what is wrong with the signatures in an entry."""
        match entry.fact:
            case KeysAnnounced(announcement=announcement) if self._is_ours(announcement):
                if self._due.pop(entry.position, None) == announcement:
                    return
                if entry.position > self._sealed and self._may_follow(entry.position, announcement):
                    return  # the next checkpoint is the first that covers it
                what = "an announcement of keys that does not follow the keys in use"
                yield Finding("keys", what, position=entry.position, stream=entry.stream)
            case TrialBalanceStruck(signed=signed) as fact if signed and self._is_ours(signed):
                if what := self._wrong(fact, entry):
                    yield Finding("signature", what, position=entry.position, stream=entry.stream)

    def end(self) -> Iterator[Finding]:
        """Yield what the keys rest on and the log does not say."""
        for position in self._due:
            yield Finding("keys", "the announcement of keys is not in the log", position=position)

    def _is_ours(self, statement: str) -> bool:
        """Say whether a statement is of this log, or of none: then something is wrong with it."""
        named = statement.split("\n")[1:2]
        return named == [self._origin] or not named or not is_key_name(named[0])

    def _may_follow(self, position: int, announcement: str) -> bool:
        try:
            self._history.extended(position, announcement, is_good)
        except Rejected:
            return False
        return True

    def _wrong(self, fact: TrialBalanceStruck, entry: Recorded[object]) -> str:
        # A balance struck before the checkpoint that brings new keys into use may be signed by either.
        due = set(self._history.at(entry.position - 1))
        try:
            note = parse_note(fact.signed)
            signers = who_attested(note, due | set(self._history.at(entry.position)), is_good)
        except Rejected as refusal:
            return f"the trial balance: {refusal.sentence('en')}"
        if not signers:
            return "nobody trusted signed the trial balance"
        if note.text != trial_balance.statement(fact, ledger=entry.ledger, origin=self._origin):
            return "the trial balance signed is another one than the trial balance recorded"
        return ""
