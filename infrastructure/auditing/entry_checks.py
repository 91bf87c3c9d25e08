"""The checks of one entry after the other: its bytes, the rules of the whole log, and its place in the sealed tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from application.invariants import INVARIANTS, Invariant
from application.recorded import Recorded
from infrastructure.auditing.seals import Seals
from infrastructure.auditing.signed_facts import SignedFacts
from infrastructure.auditing.tree_check import TreeCheck
from infrastructure.findings import Finding
from infrastructure.log.mapper import EntryMapper, RawEntry, Unreadable


class EntryChecks:
    """Sees every entry in order, then ends. It yields up to `limit` findings a check.

    Keeps something of every stream in memory: about 300 bytes a payout.
    """

    def __init__(self, seals: Seals | None, *, limit: int = 20) -> None:
        self._tree = TreeCheck(seals) if seals is not None else None
        self._signed = SignedFacts(seals) if seals is not None else None
        self._limit, self._found = limit, dict[str, int]()
        self._mapper = EntryMapper()
        self._rules: list[Invariant] = [kind() for kind in INVARIANTS]
        self.last: Recorded[object] | None = None
        """The entry seen last, None when it could not be read."""

    def see(self, ledger: str, raw: RawEntry) -> Iterator[Finding]:
        """Yield what is wrong with an entry as it lies in the log, its columns with it."""
        position, stream, body = raw[0], raw[1], raw[5]
        return self._limited(self._seen(position, stream, body, lambda: self._mapper.read_row(ledger, raw)))

    def see_bytes(self, position: int, body: bytes) -> Iterator[Finding]:
        """Yield what is wrong with an entry of which there is nothing but the bytes, and where they stand."""
        return self._limited(self._seen(position, "", body, lambda: self._at(position, body)))

    def end(self) -> Iterator[Finding]:
        """Yield what is wrong with the whole."""
        for rule in self._rules:
            for position, stream, what in rule.end():
                yield Finding(rule.RULE, what, position=position, stream=stream)
        if self._signed is not None:
            yield from self._limited(self._signed.end())
        if self._tree is not None:
            yield from self._limited(self._tree.end())

    def _seen(self, position: int, stream: str, body: bytes, read: Callable[[], Recorded[object]]) -> Iterator[Finding]:
        self.last = None
        if self._tree is not None:
            self._tree.see(position, stream, body)
        try:
            entry = self.last = read()
        except Unreadable as error:
            yield Finding("bytes", str(error), position=position, stream=stream)
            return
        if self._mapper.payload(entry.fact)[0] == entry.name and self._mapper.write(entry) != body:
            yield Finding("bytes", "written again, the entry has other bytes", position=position, stream=stream)
        if self._signed is not None:
            yield from self._signed.see(entry)
        for rule in self._rules:
            try:
                for what in rule.see(entry):
                    yield Finding(rule.RULE, what, position=position, stream=stream)
            except (LookupError, ValueError) as odd:  # a forged stream, or parts that no payment has
                what = f"the rule cannot read the entry: {type(odd).__name__} {odd}"
                yield Finding(rule.RULE, what, position=position, stream=stream)

    def _at(self, position: int, body: bytes) -> Recorded[object]:
        entry = self._mapper.read(body)
        if entry.position != position:
            raise Unreadable(f"the entry of position {entry.position} stands in the place of {position}")
        return entry

    def _limited(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        for finding in findings:
            self._found[finding.check] = self._found.get(finding.check, 0) + 1
            if self._found[finding.check] <= self._limit:
                yield finding
